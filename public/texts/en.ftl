# The texts of the page in English. A text that a number changes: { $n -> [one] … *[other] … }, each form on a line of its own.
# `code` and *emphasis* and [label](address) are drawn as such where the page shows running text.

## Language

language-switch = Language
texts-missing = the texts in { $language } could not be loaded: try again when the server answers

## Offline

offline-title = Without a network
offline-keeping = This browser is fetching what the page needs without a network.
offline-kept = This browser keeps the page: it opens and works without a network.
offline-failed = This browser could not keep the page: without a network it does not open. The next visit tries again.
offline-unable = This browser keeps no pages here, as in a private window or at an address without https: without a network the page does not open.
offline-never = A build for development is not kept: without its server the page does not open.
offline-reload-isolates = Reload the page once: it then comes from this browser, with these headers, and several workers can train.
offline-version-ready = a new version of this page is ready
offline-open-elsewhere = the new version cannot begin while another tab shows this page: close that tab, then click “Reload” again
offline-reload = Reload
offline-run-first = a run is going on, and a reload would end it: let it end or stop it, then click “Reload”
offline-private = Your picture; it stays in this tab
