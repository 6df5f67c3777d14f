// Makes the one measurement that the address asks for and tells the server what came of it.
const asked = Object.fromEntries(new URLSearchParams(location.search));

/** Numbers among the words of the address. */
for (const [name, value] of Object.entries(asked)) if (value !== '' && !isNaN(value)) asked[name] = Number(value);

const tell = (answer) => fetch('/answer', { method: 'POST', body: JSON.stringify(answer) });
const fail = (error) => tell({ note: String(error?.message ?? error) });

addEventListener('error', (event) => fail(event.message));
addEventListener('unhandledrejection', (event) => fail(event.reason));
try {
  const { measure } = await import(asked.module);
  await tell(await measure(asked, tell));
} catch (error) {
  await fail(error);
}
