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
## Resume

resume-title = A run was cut off
resume-facts = { $run }. Kept on { $time }, at { $place }.
resume-place = epoch { $epoch } of { $epochs }, step { $step } of { $steps }
resume-place-testing = epoch { $epoch } of { $epochs }, in the test pass, step { $step } of { $steps }
resume-promise-cpu = It will end with the same numbers, digit by digit, as if it had not been cut off.
resume-promise-webgpu = It goes on with the same batches in the same order, on WebGPU if it is there, else on the CPU.
resume-queue = { $n ->
    [one] One more run waits after it.
   *[other] { $n } more runs wait after it.
}
resume-more = { $n ->
    [one] Another run was cut off as well: it is offered after this one.
   *[other] { $n } other runs were cut off as well: they are offered after this one.
}
resume-go-on = Resume where you were
resume-discard = Discard
resume-saved-elsewhere = another tab has saved a model of this kind meanwhile
resume-busy = a run is going on: stop it first
resume-damaged = a run was cut off, but what this browser kept of it is damaged: it cannot be resumed
resume-restarting = Starting the engine again…
resume-device-reason = the engine before was lost
resume-given-up = you stopped this run while its engine was starting again
resume-silent = it has not answered since the browser brought the page back
resume-crashed = the { $device } engine crashed at step { $step }: { $message }
resume-failed = { $device } failed at step { $step }: { $message }
resume-from-cpu = The run goes on from step { $step }, on the CPU
resume-from-webgpu = The run goes on from step { $step }, on a new WebGPU device or else on the CPU
resume-again-cpu = The run starts again from its beginning, on the CPU
resume-again-webgpu = The run starts again from its beginning, on a new WebGPU device or else on the CPU
resume-ended = This has happened too often, so the run ends here; it can be resumed from step { $step }
resume-ended-empty = This has happened too often, so the run ends here, and nothing of it is kept
