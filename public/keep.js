// Starts the service worker of a sealed build. What has become of it stands in two attributes of the document, and each
// change is an event:
//
// - `data-offline`: "unable", "never", "storing", "stored", "reload" or "failed"
// - `data-update`: "ready" or "open elsewhere"

const workers = navigator.serviceWorker;
const version = document.querySelector("meta[name=version]")?.content;

function tell(attribute, word) {
  document.documentElement.dataset[attribute] = word;
  dispatchEvent(new Event("offline-copy"));
}

if (!workers) {
  tell("offline", "unable");
} else if (version) {
  tell("offline", "storing");
  keep().catch(() => tell("offline", "failed"));
} else {
  tell("offline", "never");
  // A sealed build that was served at this address before would answer in place of the server.
  workers.getRegistration().then((old) => old?.update().catch(() => old.unregister()));
}

async function keep() {
  const cameFromServer = !workers.controller;
  if (!cameFromServer && (await isOfAnotherSite())) {
    tell("offline", "never");
    return;
  }
  workers.addEventListener("message", ({ data }) => tell("update", data));
  const registration = await workers.register("./service_worker.js");
  addEventListener("take-update", () => registration.waiting?.postMessage("take over"));
  if (registration.waiting) {
    offer(registration.waiting);
  }
  follow(registration);
  registration.addEventListener("updatefound", () => follow(registration));
  const { active } = await workers.ready;
  active.postMessage(version);
  // Isolated is only what comes with certain headers, which the service worker adds where the server does not.
  tell("offline", cameFromServer && !crossOriginIsolated ? "reload" : "stored");
}

/** Where the server has no such program any more, the address is another site's: the next visit is the server's. */
async function isOfAnotherSite() {
  const { status } = await fetch("./service_worker.js", { cache: "no-cache" }).catch(Response.error);
  const isGone = status === 404;
  if (isGone) {
    await (await workers.getRegistration())?.unregister();
  }
  return isGone;
}

function follow(registration) {
  const worker = registration.installing;
  worker?.addEventListener("statechange", () => {
    if (worker.state === "installed" && registration.active) {
      offer(worker);
    } else if (worker.state === "redundant" && !registration.active) {
      tell("offline", "failed");
    }
  });
}

function offer(worker) {
  tell("update", "ready");
  worker.addEventListener("statechange", () => {
    if (worker.state === "activated") {
      location.reload();
    }
  });
}
