# Die Texte der Seite auf Deutsch. Jeder Schlüssel steht auch in en.ftl, mit denselben Platzhaltern.

## Sprache

language-switch = Sprache
texts-missing = die Texte auf { $language } lassen sich nicht laden: versuch es noch einmal, wenn der Server antwortet

## Offline

offline-title = Ohne Netz
offline-keeping = Dieser Browser lädt gerade, was die Seite ohne Netz braucht.
offline-kept = Dieser Browser bewahrt die Seite auf: Sie öffnet sich und arbeitet auch ohne Netz.
offline-failed = Dieser Browser konnte die Seite nicht aufbewahren: Ohne Netz öffnet sie sich nicht. Der nächste Besuch versucht es wieder.
offline-unable = Dieser Browser bewahrt hier keine Seiten auf, wie in einem privaten Fenster oder an einer Adresse ohne https: Ohne Netz öffnet sich die Seite nicht.
offline-never = Ein Build zum Entwickeln wird nicht aufbewahrt: Ohne seinen Server öffnet sich die Seite nicht.
offline-reload-isolates = Lade die Seite einmal neu: Dann kommt sie aus diesem Browser, mit diesen Headern, und mehrere Worker können trainieren.
offline-version-ready = eine neue Version dieser Seite ist bereit
offline-open-elsewhere = die neue Version kann nicht beginnen, solange ein anderer Tab diese Seite zeigt: Schließe ihn und klicke dann noch einmal auf „Neu laden“
offline-reload = Neu laden
offline-run-first = ein Lauf ist im Gang und würde beim Neuladen enden: Lass ihn enden oder halte ihn an und klicke dann auf „Neu laden“
offline-private = Dein Bild; es bleibt in diesem Tab
## Resume

resume-title = Ein Lauf wurde unterbrochen
resume-facts = { $run }. Aufgehoben am { $time }, bei { $place }.
resume-place = Epoche { $epoch } von { $epochs }, Schritt { $step } von { $steps }
resume-place-testing = Epoche { $epoch } von { $epochs }, während des Testens, Schritt { $step } von { $steps }
resume-promise-cpu = Am Ende stehen dieselben Zahlen, Ziffer für Ziffer, wie ohne Unterbrechung.
resume-promise-webgpu = Es geht mit denselben Batches in derselben Reihenfolge weiter, auf WebGPU, falls vorhanden, sonst auf der CPU.
resume-queue = { $n ->
    [one] Danach wartet noch ein Lauf.
   *[other] Danach warten noch { $n } Läufe.
}
resume-more = { $n ->
    [one] Noch ein Lauf wurde unterbrochen: er wird nach diesem angeboten.
   *[other] { $n } weitere Läufe wurden unterbrochen: sie werden nach diesem angeboten.
}
resume-go-on = Da weitermachen, wo du warst
resume-discard = Verwerfen
resume-saved-elsewhere = inzwischen hat ein anderer Tab ein Modell dieser Art gespeichert
resume-busy = gerade geht ein Lauf: halte ihn zuerst an
resume-damaged = ein Lauf wurde unterbrochen, aber was dieser Browser davon aufgehoben hat, ist beschädigt: er lässt sich nicht fortsetzen
resume-restarting = Die Engine startet neu…
resume-device-reason = die Engine davor ging verloren
resume-given-up = du hast diesen Lauf angehalten, während seine Engine neu startete
resume-silent = sie antwortet nicht mehr, seit der Browser die Seite zurückgeholt hat
resume-crashed = die Engine für { $device } ist bei Schritt { $step } abgestürzt: { $message }
resume-failed = { $device } ist bei Schritt { $step } ausgefallen: { $message }
resume-from-cpu = Der Lauf geht ab Schritt { $step } weiter, auf der CPU
resume-from-webgpu = Der Lauf geht ab Schritt { $step } weiter, auf einem neuen WebGPU-Gerät oder sonst auf der CPU
resume-again-cpu = Der Lauf beginnt noch einmal von vorn, auf der CPU
resume-again-webgpu = Der Lauf beginnt noch einmal von vorn, auf einem neuen WebGPU-Gerät oder sonst auf der CPU
resume-ended = Das ist zu oft geschehen, deshalb endet der Lauf hier; ab Schritt { $step } lässt er sich fortsetzen
resume-ended-empty = Das ist zu oft geschehen, deshalb endet der Lauf hier, und nichts davon ist aufgehoben
