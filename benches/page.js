// Makes the one measurement that the address asks for and posts the answer to the server.
const asked = Object.fromEntries(new URLSearchParams(location.search));

/** Numbers among the words of the address. */
for (const [name, value] of Object.entries(asked)) if (value !== '' && !isNaN(value)) asked[name] = Number(value);
/** The model: its `number`, the `settings` of a run, and `layers`. */
if (asked.spec) asked.spec = JSON.parse(asked.spec);

const post = (answer) => fetch('/answer', { method: 'POST', body: JSON.stringify(answer) });
const fail = (error) => post({ note: String(error?.message ?? error) });

addEventListener('error', (event) => fail(event.message));
addEventListener('unhandledrejection', (event) => fail(event.reason));
try {
  const { measure } = await import(asked.module);
  await post(await measure(asked, post));
} catch (error) {
  await fail(error);
}
