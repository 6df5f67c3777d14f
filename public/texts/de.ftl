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
storage-unavailable = dieser Browser bewahrt für diese Seite nichts auf, vielleicht weil das Fenster privat ist: { $cause }
storage-refused = der Speicher des Browsers hat abgelehnt, vielleicht ist er voll: { $cause }
storage-unwritable = nichts wurde gespeichert: { $cause }
storage-not-taken = der Browser hat nichts in seinen Speicher genommen, wahrscheinlich weil der voll ist: lösche aufbewahrte Läufe oder gespeicherte Modelle, oder lade das Modell herunter
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
## Evaluate

evaluate-lead = Wie gut ist ein Modell auf den 10 000 Testbildern, an denen es nie gelernt hat?
common-no-model = Noch ist kein Modell trainiert
evaluate-empty = Trainiere eines: Hier stehen dann seine richtigen und falschen Vorhersagen und seine Konfusionsmatrix.
common-train-a-model = Ein Modell trainieren
common-pretrained = vortrainiert
evaluate-best-of-yours = das genaueste von deinen
evaluate-best = das genaueste
evaluate-loss = Loss auf den Testbildern, Mittel der Batches
evaluate-accuracy = Genauigkeit, Mittel der Batches (wie in der Lektion)
evaluate-right-answers = richtige Antworten, der wahre Anteil
evaluate-recognised = erkannt
common-n-of-total = { $n } von { $total }
evaluate-again = Noch einmal auswerten
evaluate-save-classes = Klassen und Matrix (CSV)
evaluate-save-images = jedes Bild (CSV)
evaluate-save-all = alles (JSON)
evaluate-progress = Alle Testbilder werden vorhergesagt
evaluate-reliability-waits = Das Diagramm erscheint, sobald alle Testbilder vorhergesagt sind.
evaluate-reliability-title = Hat es so oft recht, wie es sicher ist?
evaluate-reliability-hint = Alle Testbilder, geordnet danach, wie sicher das Modell ist. Wo ein Balken die gestrichelte Linie erreicht, hat es so oft recht, wie es sagt; unter der Linie ist es sich zu sicher.
evaluate-reliability-axes = ↑ Anteil der richtigen · wie sicher das Modell ist →
evaluate-reliability-figures = Die Zahlen
evaluate-reliability-table = Richtige Antworten nach Sicherheit
evaluate-head-sure = Sicher
evaluate-head-images = Bilder
evaluate-head-sure-on-average = Im Mittel sicher
evaluate-head-right = Richtig
evaluate-reliability-label = Zuverlässigkeitsdiagramm; seine Zahlen stehen in der Tabelle darunter
evaluate-reliability-of = Zuverlässigkeitsdiagramm: { $model }
evaluate-reliability-bar = { $n } Bilder, zu { $span } sicher: { $percent } richtig
evaluate-classes-title = Klasse für Klasse
evaluate-classes-hint = Precision: Wie viel von dem, was Hemd genannt wird, ist eines? Recall: Wie viele der Hemden werden gefunden? F1 ist ihr harmonisches Mittel, also nur hoch, wo beide es sind.
common-class = Klasse
common-mean = Mittel
evaluate-scale-row = % der Zeile
evaluate-scale-column = % der Spalte
evaluate-matrix-waits = Die Matrix erscheint, sobald alle Testbilder vorhergesagt sind.
evaluate-matrix-title = Konfusionsmatrix
evaluate-matrix-hint = Jede Zeile enthält die 1 000 Testbilder einer wahren Klasse, sortiert in die Spalten dessen, wofür das Modell sie hielt: Blau ist richtig, Rot ist verwechselt. Drücke eine Zelle, um ihre Bilder zu sehen.
evaluate-scale-label = Was die Zahlen sind
evaluate-moment-epoch = Epoche { $epoch }
evaluate-moment-step = Schritt { $step }
evaluate-way-random = Zufällige
evaluate-way-mistakes = Fehler
evaluate-way-all = Alle
evaluate-images-random = Zufällige Vorhersagen
evaluate-images-mistakes = Die sichersten Fehler
evaluate-images-right = { $class }, erkannt
evaluate-images-cell = { $class }, vorhergesagt als { $predicted }
evaluate-images-all = Vorhersagen, die sichersten zuerst
evaluate-images-wait = Warten auf die Testbilder …
evaluate-images-drawn = Zufällig aus allen Testbildern gezogen
evaluate-images-wait-evaluation = Warten auf die Auswertung: Sie sagt alle Testbilder vorher …
evaluate-another = Neun andere
evaluate-way-label = Welche Vorhersagen
evaluate-truth = Wahre Klasse
evaluate-predicted = Vorhergesagte Klasse
evaluate-vote-hint = Vergrößere einen Fehler und urteile, woran er liegt: am Modell oder an den Daten.
evaluate-n-right = { $n } von diesen { $total } sind richtig
evaluate-any-class = alle
common-show-more = { $n } weitere zeigen
evaluate-n-left = { $n } sind übrig
evaluate-voted-model = du: liegt am Modell
evaluate-voted-data = du: liegt an den Daten
evaluate-image-label = { $class }, Testbild { $index }: vergrößern.
evaluate-caption = { $mark } Vorhersage: { $predicted } | Wahr: { $truth }
evaluate-sure-wrong = { $sure } sicher, { $truth } für die Wahrheit
evaluate-sure = { $sure } sicher
evaluate-enlarged = Ein Testbild, vergrößert
common-close = Schließen
evaluate-whose = Woran liegt der Fehler?
evaluate-vote-model = Am Modell: Das Bild ist klar
evaluate-vote-data = An den Daten: Bild oder Label führen in die Irre
evaluate-previous = ← Voriges
evaluate-next = Nächstes →
evaluate-enlarged-right = ✓ { $truth }, erkannt
evaluate-enlarged-wrong = ✗ { $truth }, vorhergesagt als { $predicted }
evaluate-enlarged-remark = Testbild { $n }: Das Modell ist { $sureness }
evaluate-replay-label = Wiedergabe des Laufs
evaluate-replay-pause = Pause
evaluate-replay-play = Abspielen
evaluate-replay-back = Der Testdurchgang davor
evaluate-replay-place = Testdurchgang des Laufs
evaluate-replay-on = Der nächste Testdurchgang
evaluate-rivals-title = Zwei Modelle, Bild für Bild
evaluate-rivals-open = Mit einem anderen Modell vergleichen
evaluate-rivals-hint = Wo gewinnt das bessere Modell, und was verliert es? Beide sagen dieselben Testbilder vorher.
evaluate-rivals-one = Sobald es ein zweites Modell gibt, können hier beide verglichen werden.
evaluate-rivals-only = Nur { $model } hat recht: { $n }
evaluate-rivals-neither = Beide falsch, auf andere Weise: { $n }
evaluate-rivals-note = { $model }: { $class }, { $sure } sicher
evaluate-rivals-other = Das andere Modell
evaluate-rivals-difference = Unterschied: das zweite minus das erste
evaluate-rivals-wait = Warten auf die Auswertung des anderen Modells …
evaluate-rivals-colours = Blau ist eine Änderung zum Besseren, Rot eine zum Schlechteren.
evaluate-rivals-images = Bilder, bei denen sie sich nicht einig sind
evaluate-group-class = { $n } { $class }
evaluate-group-all = { $n } Testbilder
evaluate-images-of-group = Alle { $group }, die sichersten Vorhersagen zuerst
evaluate-none-wrong-as = { $group }: keines falsch, vorhergesagt als { $class }
evaluate-none-wrong = { $group }: keines falsch
evaluate-none-as = { $group }: keines vorhergesagt als { $class }
evaluate-some-wrong-as = { $group }: { $n } falsch, vorhergesagt als { $class }; die sichersten zuerst
evaluate-some-wrong = { $group }: { $n } falsch; die sichersten zuerst
evaluate-some-as = { $group }: { $n } vorhergesagt als { $class }; die sichersten zuerst
evaluate-replay-first = Nach { $moment }: { $n } von { $total } richtig
evaluate-replay-more = Nach { $moment }: { $n } von { $total } richtig, { $gap } mehr als bei { $before }
evaluate-replay-fewer = Nach { $moment }: { $n } von { $total } richtig, { $gap } weniger als bei { $before }
evaluate-replay-same = Nach { $moment }: { $n } von { $total } richtig, so viele wie bei { $before }
evaluate-replay-remark = Seine Bilder lassen sich nicht öffnen: nur die des fertigen Modells
evaluate-worst = Schlechtester Recall: { $class }, davon werden { $recall } erkannt
evaluate-worst-taken = Schlechtester Recall: { $class }, davon werden { $recall } erkannt; { $n } werden für { $other } gehalten
evaluate-cell-truth = { $n } von { $total } { $truth }, vorhergesagt als { $predicted }
evaluate-cell-prediction = { $n } von { $total }, die als { $predicted } vorhergesagt sind, sind { $truth }
evaluate-cell-same = gleich viele { $truth }, vorhergesagt als { $predicted }
evaluate-cell-more = { $n } mehr { $truth }, vorhergesagt als { $predicted }
evaluate-cell-fewer = { $n } weniger { $truth }, vorhergesagt als { $predicted }
evaluate-pair = zwischen { $a } und { $b } ({ $n })
evaluate-pairs-and = { $pairs } und { $last }
evaluate-pairs = Die meisten Fehler liegen { $pairs }: zusammen { $share } von allen { $n }.
evaluate-reliability-surer = Im Mittel ist es zu { $sure } sicher und zu { $right } richtig: Es ist sicherer, als es sein sollte.
evaluate-reliability-less = Im Mittel ist es zu { $sure } sicher und zu { $right } richtig: Es ist weniger sicher, als es sein könnte.
evaluate-reliability-well = Im Mittel ist es zu { $sure } sicher und zu { $right } richtig: Im Ganzen schätzt es sich gut ein.
evaluate-reliability-error = Balken für Balken liegen die beiden im Mittel { $points } Punkte auseinander; das heißt expected calibration error.
evaluate-votes-one-model = Du hast über einen Fehler geurteilt: Er liegt am Modell.
evaluate-votes-one-data = Du hast über einen Fehler geurteilt: Er liegt an den Daten.
evaluate-votes = Du hast über { $n } Fehler geurteilt: { $model } liegen am Modell, { $data } an den Daten.
evaluate-never-or = { $classes } oder { $last }
evaluate-never = Es antwortet nie mit { $classes }.
evaluate-never-relu = Seine letzte Schicht geht durch eine ReLU: Ist das Ergebnis einer Klasse einmal für jedes Bild negativ, wird es auf null geschnitten, lernt nichts mehr dazu, und die Klasse ist für immer verloren. Trainiere es ohne die ReLU auf den zehn Ergebnissen und sieh selbst.
diagnosis-guesses = Der Loss bleibt bei 2.30, das ist ln 10: Das Modell gibt allen zehn Klassen die gleiche Chance und lernt nichts.
diagnosis-overshoots = Der Loss bleibt über 2.30, das ist ln 10 und der Wert eines Modells, das allen zehn Klassen die gleiche Chance gibt: Seine Schritte schießen über das Ziel hinaus. Nimm eine kleinere Lernrate, etwa { $rate }.
diagnosis-diverged = Nach { $n } Schritten wurde der Loss unendlich oder keine Zahl, deshalb werden diese Gewichte weggeworfen: Die Schritte waren zu groß. Nimm eine Lernrate unter { $above }, etwa { $rate }. Ein früher trainiertes Modell ist noch da.
diagnosis-smaller = Nimm eine kleinere Lernrate, etwa { $rate }.
diagnosis-relu = Seine ReLU auf den zehn Ergebnissen hat vielleicht jede Klasse abgeschnitten: Versuche es ohne sie oder mit einem anderen Seed.
diagnosis-larger = Nimm eine größere Lernrate, etwa { $rate }: Es bewegt sich kaum.
diagnosis-seed = Ein anderer Seed oder eine kleinere Lernrate weckt es vielleicht.

## Charts

chart-table = { $chart }: die Kurven als Tabelle
chart-as-table = Als Tabelle
chart-is-at = { $name } ist bei { $value }
chart-probabilities = Wahrscheinlichkeit jeder Klasse
chart-save-as = „{ $title }“ als { $kind } speichern
chart-save = Speichern:
matrix-caption = { $name }: Zeilen sind wahre Klassen, Spalten vorhergesagte
matrix-caption-grid = { $name }: Zeilen sind wahre Klassen, Spalten vorhergesagte; eine Zelle ist ein Knopf, der ihre Bilder zeigt, Pfeiltasten führen von Zelle zu Zelle
matrix-true = Wahr ↓
matrix-predicted = Vorhergesagt →
matrix-picture-axes = Zeilen: wahre Klasse; Spalten: vorhergesagte Klasse
matrix-of = Konfusionsmatrix: { $model }
matrix-difference = Konfusionsmatrix: { $second } minus { $first }
format-steps-per-sec = { $n } Schritte/s
format-images-per-sec = { $n } Bilder/s
format-a-second = eine Sekunde
format-seconds = { $n } Sekunden
format-half-a-minute = eine halbe Minute
format-a-minute = eine Minute
format-minutes = { $n } Minuten
format-hours = { $n } Stunden
estimate-measured = Etwa { $duration }, nach der hier gemessenen Geschwindigkeit.
estimate-earlier = Etwa { $duration }, nach dem, wie lange es hier schon gedauert hat.
estimate-typical = Etwa { $duration } auf einem gewöhnlichen Rechner; wie schnell dieser ist, zeigt sich, sobald es läuft.
estimate-about = etwa { $duration }
estimate-at-least = mindestens { $duration }
estimate-at-least-typical = Mindestens { $duration } auf einem gewöhnlichen Rechner mit diesen Einstellungen; wie schnell dieser ist, zeigt sich, sobald es läuft.
format-secs-left = noch { $n } s
format-mins-left = noch { $n } min
format-hours-left = noch { $n } h
run-workers = { $device }, { $n } Worker

## Runs

runs-lead = Jeder Lauf, der endet, wird in diesem Browser aufbewahrt, mit seinen Kurven und seinem Modell: zum Vergleichen, Fortsetzen und Wiederholen.
runs-kept = Aufbewahrte Läufe
runs-chosen = Ausgewählte Läufe
runs-chosen-hint = Punkte: Testbilder nach jeder Epoche; blasse Linien: Training
chart-accuracy = Genauigkeit, in Prozent
common-loss = Loss
common-step = Schritt
runs-no-step = Kein Schritt wurde gemacht
runs-training = Training
runs-differences = Worin sich die ausgewählten Läufe unterscheiden
runs-differs = Unterschied
runs-empty-title = Noch kein Lauf
runs-empty = Stelle eine der Fragen oben oder trainiere ein Modell: Was es getan hat, wird hier von selbst aufbewahrt.
runs-show-all = Alle { $n } Läufe zeigen
runs-deleted = Gelöscht: { $name }
common-undo = Rückgängig machen
runs-facts = { $outcome }, { $duration } auf { $place }
runs-six-at-most = Mehr als sechs Läufe lassen sich nicht vergleichen: nimm erst einen anderen heraus
runs-compare = { $name } vergleichen
runs-loss = Loss { $loss }
runs-actions-for = Aktionen für { $name }
runs-actions = Aktionen
runs-more = Wie viele Epochen mehr
runs-continue = Fortsetzen
runs-use = Dieses Modell verwenden
runs-used = ✓ jetzt das Modell dieses Tabs
runs-again = Noch einmal laufen lassen
common-delete = Löschen
runs-unreadable = Ein Lauf vom { $date } lässt sich nicht lesen
runs-unreadable-why = Er ist beschädigt oder stammt von einer neueren Fassung dieser Seite.
runs-starting = Beginnt …
runs-sweep-progress = { $name }: Lauf { $number } von { $total }
runs-present = Der laufende Lauf
runs-watch = Zusehen
common-stop = Stopp
runs-took = { $n } Epochen dieses Modells dauern hier etwa { $duration }.
runs-what-if = Was wäre, wenn …?
runs-what-if-hint = Jede startet einen Lauf mit den Einstellungen des Notebooks und dieser einen Änderung. Seine Kurven liegen dann neben denen der unten ausgewählten Läufe, höchstens sechs im Ganzen.
runs-room = { $n } von { $max } Läufen, { $bytes } von { $max_bytes }
runs-results-as = Alle Ergebnisse als { $name }
runs-drop-oldest = Den ältesten löschen: { $name }
runs-do-not-keep = Nicht aufbewahren
runs-keep-again = Noch einmal versuchen
runs-full-elsewhere =
    Ein Lauf wartet auf Platz. Schließt du diesen Tab vorher, lässt er sich bestenfalls von kurz vor seinem Ende fortsetzen. Was den Speicher des Browsers füllt, ist kein aufbewahrter Lauf: lösche gespeicherte Modelle oder schaffe Platz auf der Festplatte, und versuche es noch einmal.
runs-full-one = Ein Lauf wartet auf Platz. Schließt du diesen Tab vorher, lässt er sich bestenfalls von kurz vor seinem Ende fortsetzen. Lösche den ältesten oder einen anderen aus der Liste.
runs-full = { $n } Läufe warten auf Platz. Schließt du diesen Tab vorher, lassen sie sich bestenfalls von kurz vor ihrem Ende fortsetzen. Lösche den ältesten oder andere aus der Liste.
runs-sweep-plan = { $n } Läufe von { $model }
runs-sweep-plan-time = { $n } Läufe von { $model }, etwa { $duration }
runs-sweep-title = Eine Einstellung, viele Werte
runs-sweep-setting = Einstellung
runs-sweep-values = Werte
runs-sweep-start = Versuchsreihe starten
runs-sweep-hint = Die anderen Einstellungen sind die der Ansicht Trainieren. Die Läufe folgen aufeinander, und das Modell des letzten bleibt in diesem Tab.
runs-sweep = Versuchsreihe
runs-sweep-caption = Genauigkeit auf den Testbildern nach: { $setting }
common-accuracy = Genauigkeit
runs-ask-notebook = Wie im Notebook, zum Vergleich
runs-ask-relu = Was kostet seine letzte ReLU, auf den Ergebnissen?
runs-ask-luck = Ist es Glück? Dasselbe mit einem anderen Seed
runs-ask-slower = Was wäre, wenn die Lernrate zehnmal kleiner wäre?
runs-ask-faster = … und zehnmal größer?
runs-ask-half = Halb so viele verborgene Einheiten: Ist es halb so gut?
runs-ask-four = Viermal so viele verborgene Einheiten: Lohnt es sich?
runs-ask-epochs = Wird es mit doppelt so vielen Epochen besser?
runs-ask-batches = Was ändern Batches von 256 Bildern?
runs-sweep-two = eine Versuchsreihe braucht mindestens zwei verschiedene Werte, etwa 1, 2, 5 oder 1–8
runs-sweep-too-many = eine Versuchsreihe hat höchstens { $max } Läufe, nicht { $n }
runs-sweep-range = eine Versuchsreihe hat höchstens { $max } Läufe, und { $range } sind mehr
runs-sweep-backwards = { $range } zählt rückwärts: schreibe { $first }–{ $last }
runs-sweep-none = Noch hat kein Lauf eine Epoche beendet.
runs-verdict = Am besten: { $setting } { $best } mit { $high }; am schlechtesten: { $setting } { $worst } mit { $low }.
runs-verdict-lottery = { $points } Prozentpunkte liegen dazwischen: Bei diesen Einstellungen entscheiden die ersten Gewichte und die Reihenfolge der Bilder. Es ist eine Lotterie, und ein Lauf sagt wenig.
runs-verdict-luck = { $points } Prozentpunkte liegen dazwischen: Ein kleinerer Gewinn durch eine andere Einstellung kann Glück sein.
runs-verdict-same = { $points } Prozentpunkte liegen dazwischen: Glück spielt hier kaum eine Rolle, ein Lauf sagt also viel.
runs-verdict-diverged = { $n } von { $total } endeten ohne Ergebnis.
runs-epochs-of = { $n } von { $total } Epochen
runs-stopped = gestoppt bei Schritt { $step } von { $total }
runs-diverged = divergiert bei Schritt { $step } (der Loss wurde unendlich oder keine Zahl)
runs-continued-from = fortgesetzt ab Schritt { $step }
runs-one-epoch = 1 Epoche
runs-epochs = { $n } Epochen
runs-as-in-notebook = wie im Notebook
runs-without-relu = ohne die letzte ReLU
runs-hidden-units = { $n } verborgene Einheiten
runs-setting-seed = Seed
runs-setting-rate = Lernrate
runs-setting-batch = Batchgröße
runs-setting-epochs = Epochen
runs-setting-units = verborgene Einheiten
runs-setting-relu = letzte ReLU
common-yes = ja
common-no = nein
runs-fact-model = Modell
runs-fact-device = Gerät
runs-fact-parameters = Parameter
runs-fact-outcome = Ausgang
runs-fact-accuracy = Genauigkeit auf den Testbildern
runs-fact-loss = Loss auf den Testbildern
runs-fact-time = Trainingszeit

## Compare

compare-lead = Welches Modell sagt am besten vorher, welches ist am schnellsten trainiert, und was kostet der Unterschied?
compare-empty = Trainiere eines oder die ganze Lektion am Stück: Dann stehen Loss, Genauigkeit, Zeit und Größe hier nebeneinander.
compare-waits = { $model } wird noch ausgewertet.
compare-trade-off = Leistung gegen Tempo
compare-two = Trainiere zwei Modelle bis zum Ende, dann steht hier, was das bessere kostet.
compare-gpu = Eine GPU gewinnt nicht immer: Ein kleines Modell auf kleinen Bildern lässt ihr wenig zu tun, und die Daten zu übergeben kostet auch Zeit.
compare-bars-of = Balken für
compare-bars = Vergleich der Modelle
compare-time = Zeit
compare-parameters = Parameter
compare-hint-accuracy = auf den Testbildern, Mittel der Genauigkeiten der Batches; länger ist besser
compare-hint-loss = auf den Testbildern; kürzer ist besser
compare-hint-time = des Trainings, Testdurchgänge inbegriffen; kürzer ist schneller
compare-hint-parameters = Zahlen, die das Training anpasst
compare-row-stopped = { $title } (gestoppt bei Schritt { $step })
compare-row-pretrained = { $title } (vortrainiert)
compare-from-file = aus der Datei { $name }
compare-from-storage = aus dem Speicher dieses Browsers
compare-from-page = kam mit der Seite
compare-models = Die Modelle
common-model = Modell
compare-test-loss = Loss (Test)
compare-right-answers = Richtige Antworten
compare-training-time = Trainingszeit
common-device = Gerät
common-settings = Einstellungen
compare-pretrained-hint = Ein vortrainiertes Modell kam mit dieser Seite und zeigt das Ergebnis aus seiner Datei: Trainiere dein eigenes, dann ersetzt es dieses.
compare-table-hint = Genauigkeit ist das Mittel der Genauigkeiten der Batches, wie die Lektion es rechnet; richtige Antworten ist der wahre Anteil. Die Zeilen der Lektion sind ihr veröffentlichter Lauf: Modell 0 auf einer CPU, Modelle 1 und 2 auf einer NVIDIA-GPU.
compare-evaluating = wird ausgewertet …
compare-as-lesson = wie in der Lektion
compare-as-lesson-but-end = wie in der Lektion, nur nicht bis zum Ende
compare-changed = geändert: { $settings }
compare-stopped = gestoppt bei Schritt { $step }
compare-train-own = Ein eigenes trainieren
compare-not-trained = noch nicht trainiert
compare-train = Trainieren
compare-lessons = das der Lektion
compare-best = { $model } sagt am besten vorher: { $accuracy }.
compare-best-of-own = Von den eigenen, zu Ende trainierten Modellen sagt { $model } am besten vorher: { $accuracy }.
compare-no-time = Wie lange sein Training dauerte, ist hier nicht bekannt, also auch nicht sein Preis.
compare-both = Es war auch am schnellsten trainiert ({ $duration }), hier ist also nichts abzuwägen.
compare-price-same = Gegenüber dem am schnellsten trainierten, { $model }, gewinnt es { $points } Prozentpunkte in etwa derselben Zeit.
compare-price = Gegenüber dem am schnellsten trainierten, { $model }, gewinnt es { $points } Prozentpunkte für die { $ratio }-fache Trainingszeit ({ $duration } gegen { $fastest }).
compare-worth = Ob sich das lohnt, hängt davon ab, was ein Fehler kostet und wie oft du trainierst.
runs-sweep-name = { $setting } { $first } bis { $last }, { $model }

## Test passes within an epoch

settings-tests = Testdurchgänge je Epoche
settings-tests-subject = Testdurchgänge je Epoche
settings-tests-help = 1 bis { $max }; die Ziffern bleiben gleich
## Daten

data-title = Daten
data-lead = FashionMNIST: 70 000 Fotos von Kleidung, auf 28 × 28 graue Pixel verkleinert und in zehn Klassen sortiert. Ein Modell lernt aus 60 000 von ihnen und wird an den anderen 10 000 gemessen.
data-question-title = Kämen dafür gerade Linien allein aus?
data-question = Sieh dir die Hemden, Mäntel und Pullover an: Wo würdest du eine Linie zwischen ihnen ziehen? Modell 0 hat nur gerade Linien, die Modelle 1 und 2 können sie biegen. Tippe zuerst, trainiere dann alle und vergleiche.
data-to-train = Ein Modell trainieren
data-batch-title = Batch für Batch
data-batch-position = Batch { $number } von { $total }
data-waiting = Die Bilder werden erwartet…
data-batch-images = Bilder
data-batch-labels = Labels
data-batch-order-train = Batches zu je { $size }, in jeder Epoche neu gemischt: Dies ist die Reihenfolge der ersten Epoche mit dem Seed { $seed }. Batchgröße und Seed sind die der Ansicht „Trainieren“.
data-batch-order-test = Batches zu je { $size }, immer in derselben Reihenfolge, denn aus ihnen wird nichts gelernt; der letzte nimmt, was übrig ist.
data-batch-more = … und { $n } weitere
data-split = Aufteilung
data-split-train = Training
data-split-test = Test
data-batch-first = Erster
data-batch-previous = ← Voriger
data-batch-next = Nächster →
data-batch-last = Letzter
data-classes-title = Zehn Klassen
data-classes-hint-train = Label, Name, Trainingsbilder
data-classes-hint-test = Label, Name, Testbilder
data-classes-balanced = Jede Klasse hat gleich viele Bilder, also wäre Raten in einem von zehn Fällen richtig.
data-no-example = noch keine Klasse { $class }
data-image-name = { $class }, Bild { $index }
data-first-title = Das erste Trainingsbild
data-first-alt = Trainingsbild 0: { $class }
data-first-missing = Das erste Trainingsbild ist noch nicht geladen
data-first-class = { $class } (Label { $label })
data-first-waiting = Die Trainingsbilder werden erwartet…
data-first-colour = in einer Farbskala
data-first-grey = in Grau, wie es ist
data-pixel-ask = Zeig auf ein Pixel, um seine Zahl zu lesen.
data-pixel = Zeile { $row }, Spalte { $column }: { $grey }; das Modell bekommt { $brightness }
data-shape = Für das Modell ist das ein Tensor der Form `{ $shape }`: ein Farbkanal, denn die Fotos sind grau, dann die Höhe, dann die Breite. Jede Zahl ist die Helligkeit eines Pixels, 0 bis 255, geteilt durch 255: von 0 für Schwarz bis 1 für Weiß. Sonst geschieht nichts mit ihr.
data-shape-order = Reihenfolge
data-shape-meaning = Bedeutung
data-shape-here = Hier
data-shape-chw = Kanäle, Höhe, Breite: die Reihenfolge von PyTorch und Burn
data-shape-hwc = Kanäle zuletzt: die Reihenfolge von Zeichenbibliotheken
data-shape-nchw = ein Batch von N Bildern
data-shape-nhwc = ein Batch, Kanäle zuletzt
data-shape-colours = Die Farbskala zeigt dieselben Zahlen als Farben, von Violett für 0 bis Gelb für 255: Schwache Grautöne fallen so auf.
data-loading-title = Der Datensatz
data-loading-stopped = Angehalten
data-loading-loaded = Geladen und geprüft: Formen, Längen und Labels stimmen
data-loading-half = Die Testbilder sind da; die Trainingsbilder folgen
data-loading-loading = Wird geladen…
data-n-train-images = Trainingsbilder
data-n-train-labels = Trainingslabels
data-n-test-images = Testbilder
data-n-test-labels = Testlabels
data-retry = Noch einmal versuchen
data-file-waiting = wartet
data-file-cached = { $size }, aus dem Zwischenspeicher dieses Browsers
data-file-part = { $size } von { $total }
data-not-kept = dieser Browser bewahrt die Bilder nicht auf, wie in einem privaten Fenster, ohne https oder bei voller Festplatte: jeder Besuch lädt sie neu herunter
data-seed-wrong = der Seed muss eine ganze Zahl von 0 bis { $last } sein
data-samples-title = Sechzehn zufällige
data-samples-hint = aus den Trainingsbildern; Seed 42 ist der der Lektion
data-seed = Seed
data-another = Andere sechzehn
data-not-loaded = noch nicht geladen
data-gallery-title = Alle Bilder
data-gallery-position = { $n } Bilder ab Nummer 0; gewählt ist Nummer { $number }
data-gallery-position-class = { $n } Bilder der Klasse { $class } ab Nummer 0; gewählt ist Nummer { $number }
data-gallery-go-to = Zum Bild
data-gallery-from-zero = ab 0 gezählt
data-gallery-go = Los
data-gallery-wrong = die Nummer muss eine ganze Zahl von 0 bis { $last } sein
data-gallery-all = Alle
data-gallery-part = { $split }, { $class }: Bilder { $first } bis { $last }
data-gallery-class = Klasse, nach ihrem mittleren Bild
data-mean = Das Mittel aller { $n } Bilder mit dem Label { $class }, Pixel für Pixel. Wo es scharf ist, stimmen die Bilder überein; wo es verschwimmt, unterscheiden sie sich. Ein Modell, das nur gerade Linien hat, kann kaum mehr, als ein Bild mit solchen Bildern zu vergleichen.
data-mean-alt = Mittleres Bild der Klasse { $class }
data-means = Die mittleren Bilder der Klassen
data-gallery-label = Bilder der Aufteilung: Pfeiltasten wählen eines
data-gallery-keys = Zeig auf ein Bild, um seine Zahlen zu sehen; ein Klick oder die Pfeiltasten wählen eines. Bild auf, Bild ab, Pos1 und Ende gehen weiter.
data-numbers-none = Noch kein Bild
data-numbers-title = Bild { $index }: { $class } (Label { $label })
data-numbers-region = Grauwerte, nach Zeile und Spalte
data-numbers-image = Das Bild in Zahlen
data-numbers-alt = Das Bild, auf jedem Pixel steht sein Grauwert; die Tabelle darunter hat dieselben Zahlen
data-numbers-aside = Alle 28 Spalten sind da: schieb das Bild zur Seite.
data-numbers-table = Als Tabelle

## Modelle

models-title = Modelle
models-lead = Ein trainiertes Modell ist eine Handvoll Zahlen, sein State Dict. Behalte es in diesem Browser, nimm es als Datei mit, die PyTorch liest, und lade es wieder: Das geladene Modell muss genauso urteilen wie das gespeicherte.
models-overwrite = Dieser Browser hat schon ein { $model }, gespeichert am { $date }. Mit dem dieses Tabs überschreiben?
models-overwrite-scored = Dieser Browser hat schon ein { $model } mit einer Genauigkeit von { $accuracy }, gespeichert am { $date }. Mit dem dieses Tabs überschreiben?
models-overwrite-yes = Überschreiben
models-delete = Das { $model } löschen, das dieser Browser behält? Das dieses Tabs bleibt.
models-delete-yes = Löschen
models-check-title = Ist das geladene Modell das gespeicherte?
models-check-hint = `torch.isclose(saved, loaded, atol=1e-8, rtol=1e-4)`, für den Loss über alle 10 000 Testbilder
models-check-table = Loss der gespeicherten und der geladenen Modelle
models-check-model = Modell
models-check-saved = Loss gespeichert
models-check-loaded = Loss geladen
models-evaluating = wird ausgewertet…
models-file-title = Eine Datei laden
models-file-reading = Die Datei wird gelesen…
models-file-taken = { $file } ist ein { $model } und nimmt dessen Platz in diesem Tab ein.
models-file-choose = Einen Checkpoint wählen
models-file-none = was abgelegt wurde, ist keine Datei
models-file-drop = oder hier ablegen: .safetensors, .pth, .pt, .ckpt, .bin oder .tar, von dieser Seite oder von PyTorch
models-take-as = Als { $model } lesen
models-reading = Wie seine Datei gelesen wurde
models-saved-looking = Der Speicher des Browsers wird gelesen…
models-saved-none = Nichts von Hand gespeichert. Was du trainierst, bleibt ohnehin unter „Läufe“; ein hier gespeichertes Modell bleibt auch, wenn sein Lauf gelöscht wird.
models-saved-title = In diesem Browser gespeichert
models-unreadable = Ein gespeichertes { $model } lässt sich nicht lesen
models-unreadable-unknown = Ein gespeichertes Modell lässt sich nicht lesen
models-unreadable-why = Es ist beschädigt oder von einer neueren Fassung dieser Seite. Es bleibt, wie es ist, bis du es löschst oder ein anderes an seiner Stelle speicherst.
models-test-accuracy = Testgenauigkeit
models-loss = Loss
models-saved-on = gespeichert am { $date }, { $size }
models-saved-on-stopped = gespeichert am { $date }, { $size }, angehalten bei Schritt { $step }
models-load = Laden
models-load-this = { $model } laden
models-delete-this = Löschen… { $model }
models-delete-ask = Löschen…
models-tab-title = In diesem Tab
models-tab-hint = Eine Datei .safetensors passt zu `model.load_state_dict(safetensors.torch.load_file(f))`, eine .pth zu `model.load_state_dict(torch.load(f))`.
models-save = In diesem Browser speichern
models-take-back = Das vorige zurückholen: { $accuracy }, { $origin }
models-none = noch nicht trainiert oder geladen
models-origin-run = hier trainiert auf { $device }
models-origin-file = geladen aus { $file }
models-origin-storage = aus diesem Browser geladen
models-stopped = { $origin }, angehalten bei Schritt { $step }
models-download-this = .{ $extension } von { $model } herunterladen
models-download = .{ $extension } herunterladen

## Wie eine Datei gelesen wurde

reading-with-relu = { $model } mit dem letzten ReLU
reading-without-relu = { $model } ohne das letzte ReLU
reading-scored = { $model } ({ $score })
reading-score = Test-Loss { $loss }, Genauigkeit { $accuracy } %
reading-inside = Die Gewichte liegen in der Datei unter { $place }.
reading-whole-file = der Datei selbst
reading-prefix = Die Namen der Gewichte beginnen mit „{ $prefix }“; das wurde weggelassen.
reading-order = Die Namen sind nicht die eines { $model }, aber die Formen und ihre Reihenfolge in der Datei: { $found } wurde als { $meant } gelesen, der Rest ebenso.
reading-numbers = Die Namen sind nicht die eines { $model }, aber die Formen: { $found } wurde als { $meant } gelesen, der Rest ebenso. Die Datei kennt keine Reihenfolge der Schichten; Schichten gleicher Form wurden deshalb nach den Zahlen in ihren Namen geordnet.
reading-module = Die Datei enthält ein ganzes Modell der Klasse { $class }. Seine Gewichte wurden als Daten gelesen; kein Code lief.
reading-layers = Das Modell der Datei hat auch Schichten der Klasse { $layers }, die ein { $model } nicht hat: Seine Antworten sind andere als die hier.
reading-cast = Werte des Typs { $dtype } wurden in float32 umgewandelt, wie load_state_dict es tut.
reading-others = Mehr als ein Satz Gewichte in der Datei passt. Nicht genommen wurde, was unter { $places } liegt.
reading-left-out = Tensoren, die kein Modell der Lektion hat, wurden weggelassen: { $n }, der erste ist { $first }. Gehören sie zu einer Schicht, durch die das Modell der Datei rechnet, sind seine Antworten andere als die hier.
reading-not-made = Neben den Gewichten verlangt die Datei von Python, { $names } zu erzeugen oder aufzurufen. Nichts davon wurde erzeugt oder ausgeführt.
reading-no-checksums = Die Datei wurde ohne Prüfsummen gespeichert; ein Schaden an ihren Werten lässt sich nicht bemerken.
reading-undecided = Die Datei sagt nicht, welches Modell sie ist. Gelesen als { $taken }; möglich wäre auch { $others }.
reading-untried = Jede Möglichkeit wird an den Testbildern ausprobiert, sobald diese da sind.
reading-or = { $one } oder { $other }
reading-accuracy = Die Datei nennt unter { $key } eine Genauigkeit von { $accuracy } %.
reading-other-accuracy = Die Datei nennt unter { $key } eine Genauigkeit von { $recorded } %, auf den Testbildern sind es aber { $found } %: Die Zahl gilt für andere Bilder oder einen anderen Stand des Trainings.
reading-other-score = Die Datei nennt: { $recorded }, hier ist es aber: { $found }. Sie wurde an anderen Bildern gemessen, oder es ist ein anderes Modell.

## Checkpoints

checkpoint-remedy = speichere es neu mit torch.save(model.state_dict(), …)
checkpoint-empty = sie ist leer
checkpoint-unknown-format = sie ist weder eine Datei .safetensors noch eine von torch.save (.pth)
checkpoint-broken-off = ihr Ende fehlt, wie nach einem abgebrochenen Herunterladen oder Kopieren: hole sie noch einmal
checkpoint-header-too-long = sie behauptet einen Kopf von { $bytes } Bytes; höchstens { $most } werden gelesen
checkpoint-too-many-tensors = sie beschreibt mehr als { $most } Tensoren, und keine Datei eines dieser Modelle hat annähernd so viele
checkpoint-damaged-safetensors = sie ist eine beschädigte Datei .safetensors: { $cause }
checkpoint-bare-pickle = sie ist ein Pickle, das nicht torch.save geschrieben hat; { $remedy }
checkpoint-torchscript = sie ist ein TorchScript-Programm, kein State Dict; lade sie in Python mit torch.jit.load und { $remedy }
checkpoint-no-record = sie ist ein Zip-Archiv ohne { $record }, das torch.save schreibt: entpacke es und lade den Checkpoint darin, oder speichere neu
checkpoint-damaged-zip = sie ist eine beschädigte PyTorch-Datei: { $cause }
checkpoint-damaged-pickle = sie ist eine beschädigte PyTorch-Datei: ihr Pickle { $what }
checkpoint-whole-module = sie enthält ein Objekt der Klasse { $class }, in dem keine Tensoren mit Namen liegen, und aus einer Datei wird nie Code ausgeführt; { $remedy }
checkpoint-forbidden-call = sie verlangt nur, { $function } aufzurufen, und aus einer Datei wird nie Code ausgeführt; { $remedy }
checkpoint-not-a-state-dict = sie enthält { $found } statt Tensoren mit Namen; { $remedy }
checkpoint-other-tensors = ihre Tensoren sind keine einfachen: Python würde sie mit { $function } erzeugen; mach zuerst dichte Float-Tensoren daraus
checkpoint-wrong-dtype = der Tensor { $tensor } enthält Werte des Typs { $dtype }, der sich hier nicht lesen lässt; wandle ihn in torch.float32 um und speichere neu
checkpoint-beyond-data = der Tensor { $tensor } reicht über das Ende seiner Daten hinaus
checkpoint-not-finite = der Tensor { $tensor } enthält NaN oder unendliche Werte: Das Training, aus dem er kommt, ist divergiert
checkpoint-unknown-model = ihre Tensoren ({ $tensors }) sind nicht die eines der { $count } Modelle, wie layer_stack.1.weight oder block_1.0.weight; speichere das State Dict eines von ihnen
checkpoint-missing = der Tensor { $tensor } eines { $model } fehlt; speichere das ganze model.state_dict()
checkpoint-computed = statt des Tensors { $tensor } hat sie { $found }, woraus PyTorch ihn berechnet, wie nach Pruning oder mit Weight Norm; rufe für die Schicht torch.nn.utils.prune.remove oder torch.nn.utils.parametrize.remove_parametrizations auf und speichere model.state_dict() neu
checkpoint-quantized = ihre Schichten sind quantisiert (sie hat { $tensor }), die der Lektion nicht; speichere das State Dict des Modells vor dem Quantisieren
checkpoint-no-order = ihre Namen sind nicht die eines { $model }, und welche der Schichten { $layers } die erste ist, sagen weder die Namen noch die Datei, denn .safetensors kennt keine Reihenfolge; nummeriere die Namen in der Reihenfolge der Schichten, oder { $remedy }
checkpoint-extra = da ist ein Tensor { $tensor }, den ein { $model } nicht hat; trainiere und speichere ein Modell, das nur die Schichten der Lektion hat
checkpoint-wrong-shape = der Tensor { $tensor } hat die Form { $found }, in einem { $model } ist sie aber { $expected }; trainiere und speichere ein Modell mit den Schichten der Lektion
checkpoint-hidden-units = sie hat { $found } verborgene Einheiten; 1 bis { $most } können geladen werden
checkpoint-no-names = keine
checkpoint-pickle-opcode = hat einen Befehl, den torch.save nicht schreibt
checkpoint-pickle-values = hat mehr Werte als irgendein Checkpoint
checkpoint-pickle-breaks-off = bricht ab
checkpoint-pickle-takes = nimmt mehr Werte, als es erzeugt hat
checkpoint-pickle-closes = schließt, was es nicht geöffnet hat
checkpoint-pickle-appends = hängt an etwas an, das keine Liste ist
checkpoint-pickle-key = hat einen Schlüssel ohne Wert
checkpoint-pickle-items = setzt Einträge in etwas, das kein Dict ist
checkpoint-pickle-recalls = ruft ab, was es sich nicht gemerkt hat
checkpoint-pickle-name = schlägt nach, was kein Name ist
checkpoint-pickle-dict = erzeugt ein Dict, wie Python es nicht tut
checkpoint-pickle-tensor = beschreibt einen Tensor, wie PyTorch es nicht tut
checkpoint-pickle-storages = nennt seine Speicher nicht
checkpoint-pickle-storage-type = hat einen Speicher unbekannten Typs
checkpoint-pickle-no-storage = nennt einen Speicher, den die Datei nicht hat
checkpoint-holds-bool = True oder False
checkpoint-holds-number = eine Zahl
checkpoint-holds-text = Text
checkpoint-holds-bytes = Bytes
checkpoint-holds-set = ein Set
checkpoint-holds-list = eine Liste ohne Tensoren
checkpoint-holds-optimizer = nur den Zustand eines Optimierers
checkpoint-holds-dict = ein Dict ohne Tensoren
checkpoint-holds-global = eine Klasse oder eine Funktion
checkpoint-holds-bare = bloße Werte
checkpoint-holds-tensor = einen einzelnen Tensor
checkpoint-record = ihr Datensatz { $record } { $what }
checkpoint-record-breaks-off = bricht ab
checkpoint-record-overlaps = liegt auf einem anderen
checkpoint-record-inflate = lässt sich nicht entpacken
checkpoint-record-large = ist größer als der irgendeines Modells
checkpoint-record-method = ist so gepackt, wie PyTorch es nicht tut
checkpoint-record-checksum = hat eine andere Prüfsumme, als er soll
checkpoint-header-cut = sie endet vor den { $bytes } Bytes ihres Kopfes, wie nach einem abgebrochenen Herunterladen: hole sie noch einmal
checkpoint-not-filled = ihre Tensoren füllen sie nicht bis zum Ende, wie nach einem abgebrochenen Herunterladen: hole sie noch einmal
checkpoint-misplaced = der Tensor { $tensor } ist nicht, wo ihr Kopf es sagt
checkpoint-foreign-lfs = sie ist ein Verweis von Git LFS, der die echte Datei nur nennt: hole diese mit git lfs pull oder mit der Download-Schaltfläche der Webseite
checkpoint-foreign-web-page = sie ist eine Webseite, die anstelle der Datei gespeichert wurde: öffne den Link und benutze die Download-Schaltfläche dort
checkpoint-foreign-hdf5 = sie ist eine HDF5-Datei, wie Keras sie schreibt; nur Modelle von PyTorch können geladen werden: .safetensors oder .pth
checkpoint-foreign-keras = sie ist ein Modell von Keras; nur Modelle von PyTorch können geladen werden: .safetensors oder .pth
checkpoint-foreign-onnx = sie ist ein ONNX-Modell, ein Graph ohne die Namen von PyTorch; speichere stattdessen in PyTorch das State Dict des Modells
checkpoint-foreign-tflite = sie ist ein Modell von TensorFlow Lite; nur Modelle von PyTorch können geladen werden: .safetensors oder .pth
checkpoint-foreign-gguf = sie ist eine GGUF-Datei, ein Sprachmodell für llama.cpp; nur die Modelle der Lektion können geladen werden
checkpoint-foreign-numpy = sie enthält Arrays von NumPy; mach Tensoren daraus, lade sie in das Modell und speichere dessen State Dict mit torch.save
checkpoint-foreign-coreml = sie ist ein Core-ML-Modell; speichere stattdessen in PyTorch das State Dict des Modells
checkpoint-foreign-gzip = sie ist mit gzip gepackt: entpacke sie und lade, was darin ist
checkpoint-foreign-archive = sie ist ein gepacktes Archiv: entpacke es und lade, was darin ist
checkpoint-foreign-tar = sie ist ein Tar-Archiv: entpacke es und lade den Checkpoint darin
checkpoint-foreign-picture = sie ist ein Bild, kein Modell; ein Bild lässt sich in der Ansicht „Ausprobieren“ einordnen
checkpoint-foreign-pdf = sie ist ein PDF-Dokument, kein Modell
checkpoint-foreign-json = sie ist JSON, etwa Einstellungen oder ein Verzeichnis neben den Gewichten: lade die Datei .safetensors oder .pth mit den Gewichten
checkpoint-foreign-text = sie ist Text, kein Modell

## Dateien des Datensatzes

idx-empty = sie ist leer; lade sie noch einmal
idx-web-page = sie ist eine Webseite, der Server hat die Datei also nicht; `cargo xtask data` holt sie
idx-not-gzip = sie ist weder eine gzip- noch eine IDX-Datei; `cargo xtask data` holt die richtige
idx-truncated-gzip = das Herunterladen brach ab: die gepackten Daten enden zu früh; lade sie noch einmal
idx-corrupt = ihre gepackten Daten sind beschädigt ({ $cause }); lade sie noch einmal
idx-no-header = sie hat { $bytes } Bytes, weniger als ein IDX-Kopf
idx-wrong-magic = ihre magische Zahl ist { $found } statt { $expected }
idx-swapped-images = ihre magische Zahl ist { $found } statt { $expected } (sie enthält Bilder, erwartet waren Labels)
idx-swapped-labels = ihre magische Zahl ist { $found } statt { $expected } (sie enthält Labels, erwartet waren Bilder)
idx-absurd-length = ihr Kopf behauptet { $n } Einträge; FashionMNIST hat 60000 zum Trainieren und 10000 zum Testen
idx-wrong-shape = ihre Bilder haben { $width }×{ $height } Pixel statt 28×28
idx-no-items = sie enthält keinen einzigen Eintrag
idx-truncated = sie endet nach { $read } der { $expected } Bytes, die ihr Kopf verspricht
idx-trailing = nach dem letzten Eintrag folgen weitere Bytes
idx-label = Label { $position } ist { $label }, und es gibt nur die Klassen 0 bis 9
photo-empty = das Bild hat keine Pixel
photo-blank = das Bild ist leer: Nichts darin unterscheidet sich von seinem Hintergrund
photo-too-large = das Bild hat { $width }×{ $height } Pixel, zu viele zum Bearbeiten; mach es kleiner als { $most } Megapixel
photo-size-mismatch = das Bild ist beschädigt: { $bytes } Bytes können nicht { $width }×{ $height } Pixel sein
data-images-refused = die Bilddatei ist nicht zu gebrauchen: { $cause }
data-labels-refused = die Labeldatei ist nicht zu gebrauchen: { $cause }
data-counts-differ = die beiden Dateien gehören nicht zusammen: eine enthält { $images } Bilder, die andere { $labels } Labels

## Ausprobieren

tryit-title = Ausprobieren
tryit-lead = Zeichne ein Kleidungsstück oder bring ein Foto mit und sieh, wofür das Modell es hält.
tryit-no-model = Noch ist kein Modell trainiert, also kann niemand antworten. Trainiere zuerst eines: Modell 0 ist das schnellste. Gespeicherte Modelle lassen sich in der Ansicht „Modelle“ laden.
tryit-to-train = Ein Modell trainieren
tryit-way = Wie das Bild kommt
tryit-draw = Zeichnen
tryit-photo = Foto
tryit-camera = Kamera
tryit-test-image = Ein Testbild
tryit-draw-hint = Male die Form aus: Die Modelle haben aus Fotos ganzer Kleidungsstücke gelernt, nicht aus Umrissen. Taschen, Hosen und Stiefeletten (Spitze nach links) sind leicht für den Anfang.
tryit-photo-hint = Am besten geht ein einzelnes Kleidungsstück auf einfarbigem Grund, wie in einem Katalog; der Grund darf jede Farbe haben.
tryit-camera-hint = Halte ein Kleidungsstück vor eine einfarbige Wand oder leg es auf den Boden, sodass es das halbe Bild füllt.
tryit-crop-own = Dein Ausschnitt
tryit-crop-found = Das gefundene Stück
tryit-crop-reset = Ausschnitt zurücksetzen
tryit-stage-picture = Bild
tryit-stages = Vom Bild zur Eingabe des Modells
tryit-stage-cut-out = Ausgeschnitten
tryit-stage-on-black = Auf Schwarz
tryit-stage-grey = In Grau
tryit-stage-input = 28 × 28
tryit-found-out = Selbst gefunden
tryit-darker = Dunkler
tryit-as-it-is = Wie es ist
tryit-lighter = Heller
tryit-mirrored = Gespiegelt
tryit-reading = Wie das Bild gelesen wurde und wie du das korrigierst
tryit-polarity = Das Stück ist … als sein Hintergrund
tryit-sides = Links und rechts
tryit-turn = Im Uhrzeigersinn gedreht um
tryit-keep-background = Den Hintergrund behalten
tryit-undo-corrections = Korrekturen zurücknehmen
tryit-all-models = Alle Modelle zu diesem Bild
tryit-column-model = Modell
tryit-column-says = Sagt
tryit-column-probability = Wahrscheinlichkeit
tryit-not-sure = { $answer }, unsicher
tryit-wait-answer = Sieht sich das Bild an…
tryit-wait-picture = Wartet auf ein Bild
tryit-wait-model = Wartet auf ein trainiertes Modell
tryit-seen = Was das Modell sieht
tryit-seen-size = Was das Modell sieht: 28 × 28
tryit-right = ✓ richtig: Testbild { $index } hat das Label { $class }
tryit-wrong = ✗ falsch: Testbild { $index } hat das Label { $class }

## Fotos und Zeichnungen

photo-doubt-between = Unsicher: Es könnte { $one } oder { $other } sein
photo-doubt = Vielleicht { $class }, aber unsicher
photo-unsteady = Ein wenig verschoben, vergrößert oder abgedunkelt, bekommt das Bild eine andere Antwort. Vielleicht zeigt es kein Kleidungsstück, das das Modell kennt.
photo-several = Im Bild sind { $n } Stücke; die Antwort gilt dem größten. Schneide die anderen ab, um eine bessere zu bekommen.
photo-low-contrast = Das Stück unterscheidet sich kaum von seinem Hintergrund. Leg es auf etwas Dunkleres oder Helleres.
photo-busy = Rauschen oder Muster des Hintergrunds sind fast so stark wie das Stück. Ein einfarbiger Hintergrund und mehr Licht helfen.
photo-cut-off = Das Stück berührt viel vom Rand des Bildes, es fehlt also vielleicht etwas davon. Geh ein wenig zurück.
photo-remark-both = Dein ganzer Ausschnitt mit seinem Hintergrund, skaliert und zentriert.
photo-remark-kept = Das ganze Bild mit seinem Hintergrund, skaliert und zentriert.
photo-remark-cropped = Dein Ausschnitt, auf das Stück beschnitten, skaliert und zentriert wie die Bilder des Datensatzes.
photo-remark-plain = Beschnitten, skaliert und zentriert wie die Bilder des Datensatzes.
photo-remark-inverted = In Hell auf Dunkel umgekehrt, denn deines war dunkel auf hell.
photo-remark-turned = Im Uhrzeigersinn um { $degrees }° gedreht, wie du es gewählt hast.
photo-remark-mirrored = Gespiegelt, denn die Schuhe des Datensatzes zeigen nach links.
photo-step-frame = Der Rahmen oder die Balken um das Foto wurden abgeschnitten
photo-step-shadow = Ein weicher Schatten oder ungleiches Licht galt als Hintergrund
photo-step-crop = Das Stück nur in deinem Ausschnitt gesucht
photo-step-trimmed = Auf das Stück beschnitten: { $width } × { $height } Pixel, ab Spalte { $column }, Zeile { $row }
photo-step-kept = Mit seinem Hintergrund behalten, unbeschnitten: { $width } × { $height } Pixel, ab Spalte { $column }, Zeile { $row }
photo-step-kept-crop = Deinen ganzen Ausschnitt behalten, mit seinem Hintergrund: { $width } × { $height } Pixel, ab Spalte { $column }, Zeile { $row }
photo-step-inverted = In Hell auf Dunkel umgekehrt, wie die Bilder des Datensatzes, denn deines ist dunkel auf hell
photo-step-not-inverted = Hell auf Dunkel gelassen, wie es ist und wie die Bilder des Datensatzes sind
photo-step-scaled = Auf 28 Pixel verkleinert, geschärft und zentriert
photo-step-turned = Im Uhrzeigersinn um { $degrees }° gedreht, wie du es gewählt hast
photo-step-mirrored = Gespiegelt: Die Schuhe des Datensatzes zeigen nach links
photo-nothing-known = nichts Bekanntes
photo-as-jpeg = öffne es in einem Fotoprogramm und speichere es als JPEG oder PNG
photo-from-phone = teile oder exportiere es als JPEG (auf einem iPhone: Einstellungen, Kamera, Formate, „Maximale Kompatibilität“) oder mach ein Bildschirmfoto davon
photo-format-cr3 = ein Rohbild (CR3)
photo-format-heic = ein HEIC-Foto
photo-format-raw = ein Rohbild
photo-format-tiff = ein TIFF-Bild
photo-format-raf = ein Rohbild (RAF)
photo-format-orf = ein Rohbild (ORF)
photo-format-rw2 = ein Rohbild (RW2)
photo-format-psd = eine Photoshop-Datei
photo-format-pdf = ein PDF-Dokument
photo-format-jxl = ein JPEG-XL-Bild
photo-format-jp2 = ein JPEG-2000-Bild
photo-camera-denied = der Browser lässt diese Seite die Kamera nicht benutzen: erlaube es neben der Adresse und versuch es noch einmal, oder wähle ein Foto
photo-camera-none = keine Kamera gefunden: schließ eine an und versuch es noch einmal, oder wähle ein Foto
photo-camera-busy = die Kamera startet nicht: vielleicht benutzt sie ein anderes Programm; schließ es und versuch es noch einmal
photo-camera-insecure = Browser geben Kameras nur Seiten mit einer https-Adresse oder auf diesem Rechner: wähle stattdessen ein Foto
photo-camera-unsupported = dieser Browser hat keinen Weg zur Kamera: wähle stattdessen ein Foto
photo-camera-other = die Kamera lässt sich hier nicht benutzen: wähle stattdessen ein Foto
photo-camera-not-yet = die Kamera hat noch kein Bild gezeigt: warte einen Augenblick und versuch es noch einmal
photo-camera-private = Ihre Bilder bleiben in diesem Tab: Nichts wird irgendwohin geschickt
photo-camera-asking = Der Browser fragt, ob diese Seite die Kamera benutzen darf…
photo-camera-on = Die Kamera ist an, bis das Bild gemacht ist
photo-camera-take = Das Bild machen
photo-camera-turn-on = Die Kamera einschalten
photo-camera-sees = Was die Kamera sieht
photo-camera-turn-off = Ausschalten
photo-crop-top-left = Ausschnitt, Ecke oben links
photo-crop-top-right = Ausschnitt, Ecke oben rechts
photo-crop-bottom-left = Ausschnitt, Ecke unten links
photo-crop-bottom-right = Ausschnitt, Ecke unten rechts
photo-crop-move = Ausschnitt verschieben
photo-crop-keys = Zieh den Rahmen oder seine Ecken dorthin, wo das Stück ist, oder benutze darauf die Pfeiltasten, mit Umschalt in größeren Schritten.
photo-crop-place = { $width } × { $height } Pixel ab Spalte { $column }, Zeile { $row }
photo-yours = Dein Bild
photo-none-pasted = in der Zwischenablage ist kein Bild: kopiere erst eines und füge es dann hier ein
photo-none-dropped = was abgelegt wurde, ist keine Datei: speichere das Bild erst und leg dann seine Datei hier ab
photo-choose = Eine Bilddatei wählen
photo-drop = oder hier ablegen oder mit `Strg`+`V` einfügen
photo-reading = Das Bild wird gelesen…
photo-private = Es bleibt in diesem Tab: Nichts wird irgendwohin geschickt
photo-file-empty = „{ $name }“ ist eine leere Datei: wähle eine andere
photo-file-too-many-bytes = „{ $name }“ hat { $megabytes } MB, und diese Seite liest Bilder bis 100 MB: mach es kleiner und versuch es noch einmal
photo-file-not-an-image = „{ $name }“ ist kein Bild, das diese Seite lesen kann: wähle eine Datei PNG, JPEG, WebP, AVIF, GIF, BMP oder SVG
photo-file-undecodable = „{ $name }“ ist { $format }; dieser Browser kann es nicht zeigen: { $remedy }
photo-file-too-many-pixels = „{ $name }“ hat { $width } × { $height } Pixel ({ $megapixels } Megapixel), und diese Seite nimmt bis zu 50 Megapixel: mach es kleiner und versuch es noch einmal
photo-file-damaged = „{ $name }“ lässt sich nicht dekodieren: die Datei ist vielleicht beschädigt; öffne sie in einem anderen Programm oder wähle eine andere
photo-file-unreadable = „{ $name }“ lässt sich nicht lesen: die Datei wurde seit der Wahl vielleicht verschoben; wähle sie noch einmal
photo-file-no-memory = der Browser hat keinen Speicher mehr für ein Bild: schließ andere Tabs und versuch es noch einmal
photo-ink-strong = Kräftig
photo-ink-medium = Mittel
photo-ink-faint = Schwach
photo-ink-eraser = Radierer
photo-pen-down = Der Stift ist unten: Pfeiltasten zeichnen
photo-pen-up = Der Stift ist oben
photo-pad = Zeichenblatt: zeichne ein Kleidungsstück mit Maus, Finger, Stift oder Tastatur
photo-pad-keys = Mit der Tastatur: Pfeiltasten bewegen den Stift, mit Umschalt weiter; die Leertaste setzt ihn ab und hebt ihn.
photo-ink = Tinte
photo-brush = Pinsel
photo-undo = Rückgängig
photo-clear = Leeren

## Abschnitte der Lektion

section-0-title = Bibliotheken
section-0-text =
    Das Kapitel beginnt mit den Bibliotheken, auf denen es aufbaut: PyTorch, und torchvision für Bilder. Hier übernimmt Burn ihre Arbeit, eine Bibliothek in Rust, übersetzt in WebAssembly, damit ein Browser sie ausführen kann. Die Tabelle zeigt beide nebeneinander.
section-0-question = Wo wird das Training stattfinden?
section-0-option-0 = Auf einem Server, der die Ergebnisse schickt
section-0-option-1 = In diesem Tab, auf deinem Computer
section-0-option-2 = Beim Hersteller deines Browsers
section-1-title = Die Bilder
section-1-text =
    FashionMNIST besteht aus 70 000 grauen Fotos von Kleidung, jedes mit 28 × 28 Pixeln und aus einer von zehn Klassen. Aus 60 000 davon lernt ein Modell, an den anderen 10 000 wird es gemessen. Für ein Modell ist ein Bild eine Reihe von 784 Zahlen zwischen 0 und 1.
section-1-question = Könnte ein Modell, das nur gerade Linien kennt, die zehn Klassen unterscheiden?
section-1-option-0 = Kaum: eines von zehn Bildern, so viele wie durch Raten
section-1-option-1 = Teils: etwa die Hälfte der Bilder
section-1-option-2 = Meist: mehr als drei Viertel davon
section-2-title = Batches
section-2-text =
    Ein Modell sieht nicht alle Bilder, bevor es sich ändert. Es nimmt einen Batch von 32, verbessert sich ein wenig und nimmt den nächsten; sind alle Bilder an der Reihe gewesen, ist eine Epoche vorbei. Die Trainingsbilder werden für jede Epoche neu gemischt, die Testbilder nie.
section-2-question = 60 000 Trainingsbilder in Batches von 32: wie viele Batches hat eine Epoche?
section-2-label = Batches
section-3-title = Eine Baseline
section-3-text =
    Fang mit dem einfachsten Modell an, das funktionieren könnte: dann gibt es etwas zu schlagen. Modell 0 legt die 784 Pixel in eine Reihe und schickt sie durch zwei lineare Schichten: Produkte und Summen, sonst nichts. Drück auf „Training starten“ und sieh zu, wie der Loss fällt.
section-3-question = Welchen Anteil der Testbilder wird Modell 0 nach drei Epochen richtig erkennen?
section-3-label = Prozent richtig
section-4-title = Wie gut ist es?
section-4-text =
    Ein trainiertes Modell wird an den Testbildern gemessen, aus denen es nicht gelernt hat. Der Loss sagt, wie weit seine Antworten von der Wahrheit entfernt sind, die Genauigkeit, wie viele stimmen. Die Genauigkeit des Notebooks ist der Mittelwert über 313 Batches.
section-4-question = Der letzte Testbatch hat 16 statt 32 Bilder und zählt so viel wie jeder andere. Ist der Mittelwert über die Batches trotzdem der wahre Anteil richtiger Antworten?
section-4-option-0 = Ja, genau
section-4-option-1 = Fast: weniger als ein Zehntel Prozentpunkt daneben
section-4-option-2 = Nein: weiter daneben
section-5-title = CPU oder GPU
section-5-text =
    Code für PyTorch fragt meist nach einer Grafikkarte und nimmt die CPU, wenn es keine gibt. Diese Seite tut dasselbe mit WebGPU, dem Weg des Browsers zur Grafikkarte. Wo beides geht, misst sie, was schneller ist.
section-5-question = Das Notebook trainiert Modell 0 auf einer CPU und Modell 1, das genauso groß ist, auf einer Grafikkarte. Was dauert länger?
section-5-option-0 = Modell 0 auf der CPU
section-5-option-1 = Modell 1 auf der Grafikkarte
section-6-title = Die Linien biegen
section-6-text =
    Zwei lineare Schichten hintereinander können nicht mehr als eine. Eine ReLU, die jede negative Zahl durch null ersetzt, ändert das: nun kann das Modell seine Linien biegen. Modell 1 hat eine zwischen seinen Schichten und, wie im Notebook, eine zweite hinter seinen zehn Ergebnissen.
section-6-question = Wird Modell 1 mit seinen zwei ReLUs besser als Modell 0?
section-6-option-0 = Ja, es erkennt mehr
section-6-option-1 = Beide liegen gleichauf, bis auf einen Prozentpunkt
section-6-option-2 = Nein, es erkennt weniger
section-7-title = Faltungen
section-7-text =
    Eine Faltung schiebt ein kleines Fenster über das Bild und berechnet an jeder Stelle eine Zahl; Pooling behält von je vier die größte. So zählt ein Ärmel als Ärmel, wo immer er ist. Modell 2 macht das zweimal: es ist das TinyVGG des CNN Explainer. Sein Training dauert von allen am längsten: wie lange, steht neben dem Knopf.
section-7-question = Modell 2 hat vier Faltungen und eine lineare Schicht. Wie viele Parameter hat es, verglichen mit Modell 1?
section-7-option-0 = Mehr
section-7-option-1 = Gleich viele
section-7-option-2 = Weniger
section-8-title = Vergleichen
section-8-text =
    Drei Modelle haben aus denselben Bildern gelernt. Welches du nimmst, hängt davon ab, was zählt: richtige Antworten, Zeit oder Größe. Hier stehen sie nebeneinander, jedes über den Zahlen, die das Notebook ausgibt.
section-8-question = Wie viel länger trainiert das genaueste Modell als das schnellste?
section-8-option-0 = Weniger als doppelt so lange
section-8-option-1 = Zwei- bis zehnmal so lange
section-8-option-2 = Mehr als zehnmal so lange
section-9-title = Zufällige Vorhersagen
section-9-text =
    Zehn Ergebnisse sind noch keine Antwort. Softmax macht aus ihnen Wahrscheinlichkeiten, die zusammen eins ergeben, und die Klasse mit der höchsten ist die Vorhersage. Sieh dir selbst ein paar Bilder an: hättest du es besser gewusst?
section-9-question = Wie viele von neun zufälligen Testbildern erkennt dein bestes Modell richtig?
section-9-label = Richtige von neun
section-10-title = Konfusionsmatrix
section-10-text =
    Eine einzige Zahl verbirgt, welche Fehler ein Modell macht. Die Konfusionsmatrix zählt sie alle: eine Zeile für jede wahre Klasse, eine Spalte für jede Vorhersage. Was neben der Diagonale liegt, ist falsch.
section-10-question = Welche Klasse wird dein bestes Modell am schlechtesten erkennen?
section-11-title = Speichern und laden
section-11-text =
    Ein trainiertes Modell ist eine Liste von Zahlen mit Namen, sein State Dict. Es lässt sich in diesem Browser aufheben, oder als Datei, die auch PyTorch liest. In ein neues Modell geladen, muss es genauso urteilen wie vorher.
section-11-question = Ein Modell wird gespeichert und wieder geladen. Wird sein Loss auf den Testbildern derselbe sein?
section-11-option-0 = Ja, in jeder angezeigten Stelle
section-11-option-1 = Beinahe: in der Datei geht ein wenig verloren
section-11-option-2 = Nein: es muss neu trainiert werden
section-12-title = Ausprobieren
section-12-text =
    Die Modelle haben aus den Fotos eines Händlers gelernt. Gib ihnen jetzt etwas anderes: deine eigene Zeichnung oder ein Foto. Es wird erst zugeschnitten, auf 28 × 28 Pixel verkleinert und hell auf schwarz gebracht, wie die Bilder des Datensatzes.
section-12-question = Wird ein Modell, das nur Fotos gesehen hat, erkennen, was du zeichnest?
section-12-option-0 = Nie
section-12-option-1 = Manchmal: es kommt auf die Zeichnung an
section-12-option-2 = Immer

## Lektion

lesson-your-guess = Dein Tipp
lesson-guess-is-a-number = ein Tipp ist eine Zahl, zum Beispiel 42
lesson-commit = Das ist mein Tipp
lesson-commit-hint = Dann kommt die Antwort, und der Abschnitt gilt als erledigt.
lesson-right = ✓ Richtig
lesson-close = ≈ Knapp daneben
lesson-wrong = ✗ Nicht ganz
lesson-guessed = Dein Tipp:
lesson-guess-again = Noch einmal raten
lesson-right-would-be = Richtig ist: { $answer }
lesson-code = Der Code: in PyTorch, und was hier läuft
lesson-code-python = Die Idee in PyTorch
lesson-code-rust = Was hier läuft
passage-versions = Welche Versionen hier laufen
passage-read = Die veröffentlichte Datei lesen
passage-to-tensor = Aus Bytes Zahlen von 0 bis 1
passage-shuffle = Für jede Epoche eine neue Reihenfolge
passage-linear = Das Modell: eine Liste von Schichten
passage-step = Ein Trainingsschritt
passage-loss = Der Loss eines Bildes und sein Gradient
passage-evaluation = Einen Batch Testbilder auswerten
passage-device = Das Gerät wählen
passage-non-linear = Das Modell: zwei ReLUs mehr
passage-convolutions = Das Modell: zwei Blöcke und ein Klassifikator
passage-forward = Der Weg eines Bildes durch vier Faltungen
passage-compare = Welches Modell das beste ist und welches das schnellste
passage-softmax = Aus Ergebnissen Wahrscheinlichkeiten
passage-recall = Wie viel von einer Klasse erkannt wird
passage-checkpoint = Die Datei schreiben
passage-photo = Aus einem Foto wird ein Bild des Datensatzes
lesson-section-of = Abschnitt { $number } von { $last }
lesson-guess-first = Was hier kommt, verrät die Antwort: rate zuerst.
lesson-show = Ohne Tipp zeigen
lesson-neighbours = Benachbarte Abschnitte
lesson-next = Weiter: { $section } →
word-done = erledigt
lesson-sections = Abschnitte der Lektion
lesson-progress = { $done } von { $total } Abschnitten erledigt
lesson-beginning = Anfang

## Willkommen

welcome-start = Die Lektion beginnen
welcome-go-on = Weiter mit Abschnitt { $number }
welcome-look-again = Die Lektion noch einmal ansehen
welcome-title = Pass ein Modell an Kleidung an
welcome-lead =
    Hier, in diesem Tab, lernt ein neuronales Netz, Hemden von Schuhen zu unterscheiden: nichts wird installiert, und kein Bild verlässt ihn. Trainiere eines, zeichne etwas für eines, das schon trainiert ist, oder folge der Lektion vom ersten Bild bis zu deiner eigenen Zeichnung.
welcome-train = Dein erstes Modell trainieren
welcome-with-time = { $label } ({ $time })
welcome-draw = Etwas zeichnen
welcome-how = So geht die Lektion
welcome-how-1 =
    Jeder Abschnitt sagt, worum es geht, und stellt eine Frage. Rate, bevor du nachsiehst: die Antwort kommt von deinen eigenen Modellen.
welcome-how-2 =
    Darunter steht das Werkzeug, um es herauszufinden. Es ist dasselbe wie in den Ansichten oben; was du trainierst, hast du in allen.
welcome-how-3 =
    Am Ende steht der Code, in PyTorch und so, wie er hier läuft. Ein Abschnitt ist erledigt, wenn du geraten hast.
welcome-run-all = Die ganze Lektion laufen lassen
welcome-run-all-hint = Trainiert ihre Modelle eines nach dem anderen, sodass die Abschnitte deine eigenen Modelle zeigen. Speichern, laden und zeichnen bleibt dir überlassen.
welcome-forget = Meine Tipps vergessen
welcome-forget-hint = Sie liegen in diesem Browser und nirgends sonst.
welcome-forgotten = Deine Tipps sind vergessen.
word-undo = Rückgängig

## Antworten der Lektion

answer-try-it =
    Manchmal. Gefüllte Formen auf einfarbigem Grund gleichen den Fotos und werden öfter erkannt als Umrisse; ein Kleidungsstück von einer anderen Seite oder mit Falten, die der Händler geglättet hätte, ist dem Modell fremd. Es sagt nie „ich weiß nicht“: seine zehn Wahrscheinlichkeiten ergeben zusammen immer eins.
lesson-of-notebook = { $model } im Notebook
lesson-pretrained = das vortrainierte { $model }
lesson-own = dein { $model }
answer-libraries =
    In diesem Tab. Die Seite hat ein Programm mitgebracht, die Engine, die dein Browser neben der Seite ausführt; sie holt die Bilder einmal und schickt nichts zurück.
answer-libraries-running =
    In diesem Tab. Die Seite hat ein Programm mitgebracht, die Engine, die dein Browser neben der Seite ausführt; sie holt die Bilder einmal und schickt nichts zurück. Sie läuft gerade: { $engine }.
answer-images-few =
    { $model } hat nichts als gerade Linien und erkennt kaum mehr richtig als durch Raten. Wie viele genau, ist die Frage von Abschnitt { $section }. Sandalen und Taschen liegen weit auseinander; bei Hemden, Mänteln und Pullovern versagen die Linien.
answer-images-some =
    { $model } hat nichts als gerade Linien und erkennt einen Teil der Testbilder richtig. Wie viele genau, ist die Frage von Abschnitt { $section }. Sandalen und Taschen liegen weit auseinander; bei Hemden, Mänteln und Pullovern versagen die Linien.
answer-images-most =
    { $model } hat nichts als gerade Linien und erkennt mehr als drei Viertel der Testbilder richtig. Wie viele genau, ist die Frage von Abschnitt { $section }. Sandalen und Taschen liegen weit auseinander; bei Hemden, Mänteln und Pullovern versagen die Linien.
answer-batches = { $batches } Batches: so oft verbessert eine Epoche das Modell.
answer-batches-of-both =
    { $batches } Batches: so oft verbessert eine Epoche das Modell. Die { $images } Testbilder ergeben { $of_test } Batches, und der letzte hat { $last } Bilder.
answer-devices =
    Im Notebook brauchte { $linear } { $linear_time } und { $non_linear } { $non_linear_time }. So kleine Modelle geben einer Grafikkarte auf einmal wenig zu tun, und jeden Batch zu übergeben kostet auch Zeit.
answer-devices-last-run = Hier lief dein letzter Lauf auf: { $device }.
answer-devices-cpu = Hier trainiert die CPU: { $problem }.
answer-baseline = { $model } erkennt { $accuracy } richtig, Raten nur 10 %. Das müssen die anderen Modelle übertreffen.
answer-non-linearity = { $non_linear } erkennt { $non_linear_accuracy } richtig, { $linear } { $linear_accuracy }.
answer-non-linearity-why =
    Schuld ist die ReLU hinter seinen Ergebnissen: wo sie eine Klasse bei jedem Bild auf null abschneidet, lernt diese Klasse nichts mehr. Trainiere es ohne diese ReLU und sieh selbst.
answer-convolutions =
    { $convolutional } hat { $convolutional_count } Parameter und { $non_linear } { $non_linear_count }: alle Stellen des Bildes teilen sich jedes kleine Fenster. Damit erkennt { $model } { $accuracy } richtig. Der Preis ist Zeit, denn jedes Fenster wird an jeder Stelle angewandt.
answer-comparison-nothing = Noch gibt es nichts zu vergleichen.
answer-comparison-own =
    Am genauesten ist hier { $best }, mit { $best_accuracy } nach { $best_time }. Das schnellste, { $quickest }, brauchte { $quickest_time } und kam auf { $quickest_accuracy }: { $ratio }-mal so viel Zeit für { $points } Prozentpunkte mehr.
answer-comparison-notebook =
    Am genauesten ist im Notebook { $best }, mit { $best_accuracy } nach { $best_time }. Das schnellste, { $quickest }, brauchte { $quickest_time } und kam auf { $quickest_accuracy }: { $ratio }-mal so viel Zeit für { $points } Prozentpunkte mehr. Trainiere zwei Modelle oder die ganze Lektion, dann steht hier die Antwort für deinen Computer.
answer-results-notebook =
    Fast. Beim letzten Modell des Notebooks ist der Mittelwert über die Batches 88.38 % und der wahre Anteil 88.36 %: sechzehn Bilder wiegen doppelt so viel wie die anderen. Werte unten ein Modell aus, um beide zu sehen.
answer-results =
    Gemessen an der Auswertung: { $model } hat als Mittelwert über die Batches { $mean } und als wahren Anteil { $share }; sechzehn Bilder wiegen doppelt so viel wie die anderen.
answer-predictions =
    { $model } erkennt { $accuracy } richtig, im Mittel also { $expected } von neun. Drück ein paarmal auf „Neun andere“ und sieh, wie weit die Zahl schwankt.
answer-confusion = { $class }: { $model } erkennt davon { $recall }.
answer-confusion-notebook = { $class }, im Notebook: 673 von 1 000 werden erkannt, und die meisten anderen für ein T-shirt/top gehalten.
answer-saved-model =
    Ja: eine Datei bewahrt jedes Bit der Zahlen. Speichere unten ein Modell und lade es wieder, dann steht sein Loss hier zweimal.
answer-saved-same =
    Ja: { $model } hatte einen Loss von { $before }, als es gespeichert wurde, und geladen hat es { $now }. Eine Datei bewahrt jedes Bit der Zahlen.
answer-saved-differs =
    So sollte es sein, aber die geladene Datei sagt etwas anderes: { $model } hatte einen Loss von { $before }, als es gespeichert wurde, und hat hier { $now }.

## Modelle des Katalogs

model-0-title = Modell 0 · lineare Baseline
model-1-title = Modell 1 · mit ReLU
model-2-title = Modell 2 · TinyVGG
model-0-description =
    Zwei lineare Schichten und nichts dazwischen: nur gerade Linien. Die Baseline, die die anderen übertreffen müssen.
model-1-description =
    Dieselben zwei Schichten, hinter jeder eine ReLU, sodass es seine Linien biegen kann. Ob das hilft?
model-2-description =
    Ein kleines Faltungsnetz: es betrachtet Nachbarschaften von Pixeln, wie das TinyVGG des CNN Explainer.
model-0-remark =
    Flatten legt die 28 Zeilen hintereinander, das Modell weiß also nicht mehr, welche Pixel Nachbarn sind.
model-1-remark-final-relu =
    ReLU behält, was positiv ist, und macht den Rest zu 0; die Lektion setzt sogar eine hinter die zehn Ergebnisse, die eine Klasse für immer verstummen lassen kann.
model-1-remark =
    ReLU behält, was positiv ist, und macht den Rest zu 0. Ohne die letzte der Lektion darf ein Ergebnis negativ sein, und keine Klasse kann verstummen.
model-2-remark =
    Pooling halbiert Höhe und Breite, und die kleinen Filterkerne gelten an allen Stellen: daher so wenige Parameter.
models-count-word = { $n ->
    [0] keine
    [1] ein
    [2] zwei
    [3] drei
    [4] vier
    [5] fünf
   *[other] { $n }
}

## Rahmen der Seite

shell-skip = Zum Inhalt springen
shell-subtitle = { $count } Modelle lernen Kleidung kennen, in diesem Tab
shell-views = Ansichten
shell-hidden-title = „{ $view }“ ist hier ausgeblendet
shell-hidden-text =
    Die Adresse dieser Seite blendet sie aus, durch die Wörter hinter „hide=“: wer dir die Adresse gegeben hat, wollte weniger Ansichten. Ohne diese Wörter ist jede Ansicht da.
device-preparing = wird vorbereitet …
device-training-on = trainiert auf { $device }
device-asking = Gerät: wird gefragt …
device-chosen = Gerät: { $device }
device-measured-at-start = Gerät: wird am Start gemessen
device-reason-asking = der Browser wird nach WebGPU gefragt
device-reason-measure = der nächste Lauf misst dieses Modell auf beiden Geräten und nimmt das schnellere
engine-starting = Die Engine startet …
engine-is = Engine: { $engine }
engine-on-cpu = Burn { $release } auf der CPU
engine-on-webgpu = Burn { $release } auf WebGPU
engine-none = Keine Engine: { $problem }
engine-crashed-idle = die Engine für { $device } ist abgestürzt: { $message }. Nichts, was vorher trainiert wurde, ist verloren
engine-crashed = Die { $device }-Engine ist abgestürzt: { $message }
engine-restart = Engine neu starten
page-reload = Neu laden
notice-dismiss = Diese Meldung schließen
part-loading = Diese Ansicht lädt …
part-unloaded-title = Diese Ansicht ließ sich nicht laden
part-unloaded-text = Der Server hat einen Teil der Seite nicht geliefert. Was du trainiert hast, ist noch da: Prüfe die Verbindung und versuche es noch einmal.
part-load-again = Noch einmal versuchen
shell-privacy = Alles geschieht in diesem Tab: kein Bild und kein Modell verlässt deinen Computer.
theme-auto = Design: automatisch
theme-light = Design: hell
theme-dark = Design: dunkel
view-lesson = Lektion
view-data = Daten
view-train = Trainieren
view-compare = Vergleichen
view-evaluate = Auswerten
view-inside = Hineinsehen
view-try-it = Ausprobieren
view-runs = Läufe
view-models = Modelle
view-about = Über
address-unknown = in der Adresse steht „{ $words }“, das kennt diese Seite nicht: alles andere darin gilt
address-about-stays = die Ansicht „Über“ lässt sich nicht verbergen, denn sie sagt, was verborgen ist
address-between = “, „
page-broken = Diese Seite ist zusammengebrochen: { $info }. Lade sie neu; deine gespeicherten Modelle sind sicher.
file-empty = { $name } lässt sich nicht laden: die Datei ist leer
file-too-large =
    { $name } lässt sich nicht laden: die Datei hat { $megabytes } MB, und kein Checkpoint dieser Modelle hat mehr als { $most } MB
file-unreadable = { $name } lässt sich nicht lesen: { $error }
engine-has-crashed = die Engine ist abgestürzt: starte sie neu
copy-refused = der Browser lässt diese Seite nicht kopieren: markiere den Text und kopiere ihn selbst
word-cancel = Abbrechen
look-inside = Hineinsehen
pretrained-note =
    { $model } kam mit dieser Seite, vortrainiert mit den Einstellungen der Lektion; trainiere dein eigenes, um es zu ersetzen.
pretrained-to-train = Dein eigenes trainieren
word-copied = Kopiert
word-copy = Kopieren
code-copy-what = den Code von „{ $title }“
code-is-copied = Der Code ist kopiert
layers-of-model = Schichten des Modells
layers-layer = Schicht
layers-what = Was sie tut
layers-shape = Form der Ausgabe
word-parameters = Parameter
layers-all = Alle Schichten
word-model = Modell
models-none-yet = noch keines

## Einstellungen und Geräte

settings-epochs = Epochen
settings-batch-size = Batchgröße
settings-learning-rate = Lernrate
settings-hidden-units = Verborgene Einheiten
settings-seed = Seed
settings-workers = CPU-Worker
settings-epochs-subject = Epochen
settings-batch-size-subject = Batchgröße
settings-hidden-units-subject = verborgene Einheiten
settings-seed-subject = Seed
settings-learning-rate-subject = Lernrate
settings-workers-subject = CPU-Worker
settings-not-whole = { $subject }: nötig ist eine ganze Zahl von { $min } bis { $max }, { $typed }
settings-not-a-rate = Lernrate: nötig ist eine Zahl über 0 und höchstens { $most }, { $typed }
settings-nothing-typed = aber hier steht nichts
settings-not-typed = nicht „{ $text }“
settings-title = Einstellungen
settings-as-lesson = Wie in der Lektion
settings-reset = Auf die der Lektion zurücksetzen
settings-final-relu = ReLU hinter den zehn Ergebnissen
settings-without = Ohne
settings-range = 1 bis { $most }
settings-rate-range = über 0, bis { $most }
settings-seed-help = gleicher Seed, gleicher Lauf
settings-workers-range = nicht mehr als so viele, 1 bis { $most }
device-will-measure = Vor dem Lauf machen beide Geräte ein paar gemessene Schritte mit diesem Modell; das schnellere trainiert
word-device = Gerät
device-one-worker = auf der CPU trainiert ein einziger Worker: { $reason }
device-workers = auf der CPU teilen sich bis zu { $n } Worker jeden Batch eines Faltungsmodells
device-auto = Automatisch (das schnellere)
device-webgpu-software = WebGPU (Adapter in Software)
device-webgpu-missing = WebGPU (hier nicht vorhanden)
device-cpu-as-chosen = CPU, wie du gewählt hast
device-webgpu-as-chosen = WebGPU auf { $adapter }, wie du gewählt hast
device-cpu-because = CPU, denn { $problem }
device-measured = mit diesem Modell gemessen: CPU { $cpu }, WebGPU { $webgpu }
device-measured-under = mit diesem Modell gemessen: CPU { $cpu }, WebGPU unter { $webgpu }
device-webgpu-faster = WebGPU auf { $adapter }, weil es hier schneller ist ({ $measured })
device-cpu-faster = CPU, weil sie hier schneller ist ({ $measured })
device-software-adapter = dem Software-Adapter { $name }
engine-crashed-try = die Engine ist abgestürzt, starte sie neu und versuch es noch einmal
engine-anew-try = die Engine wurde neu gestartet, versuch es noch einmal
engine-was-stopped = die Engine wurde angehalten
request-cannot-load = diese Datei lässt sich nicht laden
request-no-answer = es gibt keine Antwort
steps-fused = schnelle Schritte, von Hand für diese Art von Modell geschrieben
steps-stock = allgemeine Schritte der Bibliothek Burn, die zu jedem Modell passen, aber langsamer sind
device-unnamed = Adapter ohne Namen

## Was die Wörter der Geräte bedeuten

words-title = Was bedeuten diese Wörter?
words-cpu =
    Der Prozessor deines Rechners, immer vorhanden. Die Seite rechnet mit seinen Vektorbefehlen, *SIMD*, die mit vier Zahlen zugleich umgehen.
words-webgpu =
    Der Weg, auf dem eine Webseite auf der Grafikkarte rechnet; der Browser nennt sie einen *Adapter*. Er lohnt sich für große Modelle; kleine sind auf der CPU oft schneller. Ein Adapter in *Software* ahmt eine Grafikkarte auf der CPU nach, langsam.
words-auto-term = Automatisch
words-auto =
    Beide Geräte machen vor dem ersten Lauf deines Modells ein paar gemessene Schritte, und das schnellere trainiert es.
words-engine-term = Engine
words-engine =
    Das Programm, das rechnet. Es hat die Bilder und die Modelle und läuft neben der Seite, damit diese flink bleibt, während ein Modell trainiert. Eine Engine gibt es für die CPU und eine für WebGPU.
words-worker-term = Worker
words-worker =
    Ein Programm, das der Browser neben der Seite ausführt, zum Beispiel eine Engine. Auf der CPU können sich mehrere einen Batch teilen, jeder mit einem Teil der Bilder; die Ergebnisse sind dieselben, wie viele es auch sind.
words-steps-term = Schnelle Schritte, allgemeine Schritte
words-steps =
    Ein Trainingsschritt schickt einen Batch vorwärts durch das Modell und berechnet dann die Gradienten und die neuen Gewichte. Allgemeine Schritte tun das Operation für Operation, wie eine Bibliothek. Schnelle Schritte sind von Hand für eine Art von Modell geschrieben und tun alles auf einmal; sie heißen deshalb auch *fused*. Sie lernen dasselbe, nur schneller.
words-burn =
    Die Bibliothek für neuronale Netze in Rust, auf der die Engines aufbauen: hier das, was PyTorch in der Lektion ist.
webgpu-insecure =
    diese Seite wurde weder über https noch von diesem Computer geöffnet, und Browser bieten WebGPU nur sicheren Seiten an: öffne sie unter https:// oder http://127.0.0.1
webgpu-no-api =
    dieser Browser bietet kein WebGPU an (navigator.gpu fehlt): nimm ein aktuelles Chrome, Edge, Firefox oder Safari
webgpu-no-adapter =
    dieser Browser kennt WebGPU, hat aber keine Grafikkarte dafür gefunden: vielleicht ist ihr Treiber gesperrt oder abgeschaltet, sieh auf der GPU-Seite des Browsers nach
webgpu-software = die einzige Grafikkarte hier ist Software ({ $name }), und die ist langsamer als die CPU-Engine
webgpu-lacks-feature = der Grafikkarte fehlt „{ $feature }“, das die WebGPU-Engine braucht
webgpu-device-failed = die Grafikkarte ließ sich nicht starten: { $message }
no-canvas = der Browser gibt keine Zeichenfläche mehr her
webgpu-device-lost = die Grafikkarte ist weg ({ $message })
config-epochs = die Epochen müssen eine ganze Zahl von 1 bis { $most } sein, nicht { $found }
config-batch-size = die Batchgröße muss eine ganze Zahl von 1 bis { $most } sein, nicht { $found }
config-learning-rate = die Lernrate muss über 0 und höchstens { $most } sein, nicht { $found }
config-hidden-units = die verborgenen Einheiten müssen eine ganze Zahl von 1 bis { $most } sein, nicht { $found }
config-workers = die CPU-Worker müssen eine ganze Zahl von 1 bis { $most } sein, nicht { $found }

## Trainieren

train-lead =
    Wähle ein Modell und pass es an die 60 000 Trainingsbilder an, hier in diesem Tab. Nach jeder Epoche wird es an den 10 000 Testbildern gemessen, aus denen es nie lernt.
train-obstacle-running = Während eines Laufs stehen die Einstellungen fest: halte ihn an, um sie zu ändern
train-obstacle-next = Gleich beginnt der nächste Lauf
train-obstacle-no-data = Der Datensatz ließ sich nicht laden: sieh in der Ansicht „Daten“ nach
train-obstacle-loading = Die Trainingsbilder werden noch geladen: sieh in der Ansicht „Daten“ nach
train-obstacle-settings = Eine Einstellung oben ergibt noch keinen Sinn
train-begin = Training starten
train-pause = Pause
train-resume = Weiter
train-stop = Stopp
train-whole-lesson = Die ganze Lektion laufen lassen
train-whole-lesson-hint = Alle Modelle der Lektion nacheinander, mit diesen Einstellungen
epochs-title = Epoche für Epoche, neben der Lektion
epochs-figures = Zahlen jeder Epoche
word-epoch = Epoche
word-this-run = Dieser Lauf
epochs-lesson = Die Lektion, und der Unterschied
epochs-agreement = Übereinstimmung
word-train-loss = Trainings-Loss
word-train-accuracy = Trainingsgen.
word-test-loss = Test-Loss
word-test-accuracy = Testgen.
word-right-answers = Richtige Antworten
epochs-digits = Mit den Einstellungen der Lektion: dieselben Ziffern sind zu erwarten
epochs-points =
    Mit den Einstellungen der Lektion: bis 1,5 Punkte gelten als Übereinstimmung, denn so weit verschiebt es schon das Runden
epochs-no-lesson = Dieses Modell kommt in der Lektion nicht vor
epochs-not-in-lesson = nicht in der Lektion
epochs-not-comparable = nicht vergleichbar
epochs-left-out = { $n } Epochen dazwischen sind ausgelassen
epochs-show-all = Alle Epochen zeigen
epochs-show-fewer = Weniger Epochen zeigen
epochs-means =
    Losses und Genauigkeiten sind Mittelwerte über Batches, wie die Lektion sie berechnet; dabei wiegt ein kurzer letzter Batch so viel wie ein voller. Unter den Zahlen der Lektion steht der Unterschied dieses Laufs, bei Genauigkeiten in Prozentpunkten. „Richtige Antworten“ ist der wahre Anteil der Testbilder, die erkannt wurden.
epochs-changed = Nicht mit der Lektion vergleichbar: geändert: { $settings }
train-which-model = Modell, das trainiert wird
train-n-parameters = { $n } Parameter
train-with-units = mit { $n } Einheiten: { $accuracy }
train-stopped-at = bei Schritt { $step } angehalten: { $accuracy }
train-trained = trainiert: { $accuracy }
train-loaded = geladen: { $accuracy }
train-pretrained = vortrainiert, { $accuracy }
train-layers-of = Schichten von { $model }
train-class-name = `{ $name }` in der Lektion
train-shapes = Die Formen sind die eines einzelnen Bildes.
train-run-of = { $name }: Lauf { $number } von { $n }
train-then = Die ganze Lektion; danach { $models }
word-and-between =  und 
train-not-started = Nicht begonnen
train-starting = Beginnt
train-running-on = Läuft auf { $place }
train-paused = Pause
train-done-on = ✓ Fertig auf { $place }
train-stopped = Angehalten
train-diverged = ✗ Divergiert
train-failed = ✗ Gescheitert
train-testing = Test nach Epoche { $epoch }: { $done } von { $images } Bildern
train-epoch-and-step = Epoche { $epoch } von { $epochs } · Schritt { $step } von { $steps }
train-took = dauerte { $time }
train-looked-at = { $seen }/{ $total } Beispiele gesehen
train-first-loss = mittlerer Loss der ersten 20 Schritte
train-last-loss = der letzten 20 Schritte
train-time = Trainingszeit
train-lesson-settings = Mit den Einstellungen der Lektion.
train-changed-settings = Geändert, also anders als in der Lektion: { $settings }.
train-wrong-settings = Eine Einstellung ergibt noch keinen Sinn.
train-change-settings = Einstellungen ändern
train-take-lessons = Die der Lektion nehmen
train-to-evaluate = Auswerten
train-to-try = Ausprobieren
train-notebook-hint = Derselbe Lauf in PyTorch, als Jupyter-Notebook
train-notebook = Als Notebook öffnen
train-script-hint = Derselbe Lauf in PyTorch, als Python-Datei für die Kommandozeile
train-script = Als Skript öffnen
train-after-stop = Das Modell dieses Tabs
train-keep = Behalten, was es gelernt hat
train-back = Zurück zum Modell davor
train-may-stop = { $advice } Du kannst ihn anhalten und es noch einmal versuchen.
train-done = Fertig in { $time }
train-done-with = Fertig in { $time }: { $accuracy } auf den Testbildern
train-stopped-of = Bei Schritt { $step } von { $steps } angehalten
train-stopped-and-kept =
    Bei Schritt { $step } von { $steps } angehalten; was es bis dahin gelernt hat, ist jetzt das Modell und bleibt aus Vergleichen heraus
train-stopped-and-back =
    Bei Schritt { $step } von { $steps } angehalten; in diesem Tab ist jetzt ein anderes Modell, und was dieser Lauf gelernt hat, lässt sich wieder nehmen
train-beginning = Starte das Training, dann wachsen die Kurven unten, während es lernt.
train-watching =
    Die Linie ist, woraus es lernt, die Punkte sind, was es nie gesehen hat: solange beides besser wird, lernt es und merkt sich nicht nur etwas.

## Übereinstimmung mit der Lektion

agreement-digits = ✓ dieselben Ziffern
agreement-rounding = ✓ bis auf Rundung
agreement-points = ✓ bis auf 1,5 Punkte
agreement-differs = ≠ weicht ab

## Über

about-lead = Die Lektion beginnt mit ihren Bibliotheken. Hier stehen sie, neben dem, was in diesem Tab ihre Arbeit tut.
diagnostics-title = Diagnose
diagnostics-text =
    Die Engine läuft neben der Seite, in einem Worker. Stürzt sie einmal ab, sagt es die Seite und kann sie neu starten: was vorher trainiert wurde, ist hier aufgehoben und wird der neuen Engine gegeben.
diagnostics-crash = Die Engine abstürzen lassen, um zu sehen, wie sie sich erholt
for-class-title = Für eine Klasse
for-class-text =
    Eine Adresse kann Ansichten weglassen, die eine Stunde noch nicht braucht: mit `?hide=compare,models` vor dem `#` öffnet sie die Seite ohne diese beiden. Auch das Modell und seine Einstellungen stehen in der Adresse, ein Link bringt also eine ganze Klasse an dieselbe Stelle.
for-class-words = „Über“ bleibt immer; diese lassen sich ausblenden:
library-torchvision-purpose = Datensätze, Modelle und Umwandlungen für maschinelles Sehen
library-torchvision-here = diese Seite: die Modelle, die Dateien des Datensatzes und ihre Aufbereitung, auf Burn geschrieben
library-torchvision-datasets-purpose = Beispieldatensätze, und Basisklassen für eigene
library-torchvision-datasets-here = die vier veröffentlichten Dateien von FashionMNIST, im Worker geholt, geprüft und entpackt
library-torchvision-models-purpose = bekannte Architekturen
library-torchvision-models-here = Module von Burn: zwei lineare Modelle und TinyVGG, mit den Namen und ersten Gewichten von PyTorch
library-torchvision-transforms-purpose = macht aus Bildern Tensoren
library-torchvision-transforms-here = ToTensor(): Bytes / 255, in der Ordnung [batch, channel, height, width]
library-torch-utils-data-dataset-purpose = Bilder mit ihren Labels, nach Nummer
library-torch-utils-data-dataset-here = ein Teil des Datensatzes: 784 Bytes je Bild, 1 Byte je Label, als Bytes gehalten
library-torch-utils-data-dataloader-purpose = teilt Batches aus, in jeder Epoche neu gemischt
library-torch-utils-data-dataloader-here = Batches in der Reihenfolge von PyTorch, dessen Zufallszahlen hier nachgebaut sind
library-torch-nn-purpose = Schichten und Losses
library-torch-nn-here = die von Burn: Linear, Conv2d, MaxPool2d, Relu, CrossEntropyLoss; die schnellen Schritte rechnen dasselbe, von Hand geschrieben
library-torch-optim-sgd-purpose = bewegt die Gewichte gegen den Gradienten
library-torch-optim-sgd-here = Sgd von Burn, ohne Momentum oder Decay; die schnellen Schritte erledigen es im selben Zug
library-torch-device-purpose = GPU, wenn es eine gibt, sonst CPU
library-torch-device-here = Burn auf WebGPU (sein Teil namens wgpu) oder auf der CPU (sein Teil namens flex); das schnellere, gemessen
libraries-title = Bibliotheken
libraries-lesson = In der Lektion
libraries-purpose = Wozu
libraries-here = Hier
libraries-versions = Versionen
machine-software-with = { $name } (Software, mit timestamp-query)
machine-software-without = { $name } (Software, ohne timestamp-query)
machine-hardware-with = { $name } (Hardware, mit timestamp-query)
machine-hardware-without = { $name } (Hardware, ohne timestamp-query)
machine-under = unter { $speed }
machine-not-started = nicht gestartet: nichts hat sie gebraucht
machine-starting = startet …
machine-not-available = nicht vorhanden: { $problem }
machine-crashed = abgestürzt: { $message }
machine-asking = der Browser wird gefragt …
word-none = keiner
machine-first-run = das zeigt der erste Lauf
machine-no-long-task = bisher keine über 50 ms
machine-title = Dieser Browser
machine-cpu = CPU-Engine
machine-cpu-steps = Trainingsschritte auf der CPU
machine-cpu-workers = Worker auf der CPU
machine-webgpu = WebGPU-Engine
machine-webgpu-steps = Trainingsschritte auf WebGPU
machine-adapter = WebGPU-Adapter
machine-longest-task = Längste Aufgabe der Seite während des Trainings
machine-speeds = Gemessene Geschwindigkeiten, nach denen „Automatisch“ wählt
machine-adapter-settings = Adapter und Einstellungen
machine-again = Beim nächsten Lauf neu messen
word-browser = Browser

## Hineinsehen

inside-title = Hineinsehen
inside-lead = Was macht ein Modell aus einem Bild, von der ersten Schicht bis zur Antwort?
inside-empty-title = Noch ist kein Modell trainiert
inside-empty-text = Trainiere eins: Du kannst schon hineinsehen, während es lernt.
inside-choice = Modell und Bild
inside-image-alt = Das Bild, das das Modell bekommt
inside-watch = Dem Modell beim Training zusehen
inside-after-step = nach Schritt { $step }
inside-run = { $model } im Training
inside-run-after-step = { $model } im Training, nach Schritt { $step }
inside-sure = zu { $percent } sicher
inside-right = ✓ richtig
inside-wrong = ✗ falsch: Die wahre Klasse ist { $class }
inside-inverted = umgekehrt: hell auf dunkel
inside-mirrored = gespiegelt
inside-inverted-mirrored = umgekehrt (hell auf dunkel) und gespiegelt
inside-images = Bilder
inside-images-test = Test
inside-images-train = Training
inside-class = Klasse
inside-class-unknown = unbekannt
inside-number = Nummer
inside-number-help = 0 bis { $last }
inside-number-waits = Noch nicht geladen
inside-random = Zufälliges Bild
inside-next = Nächstes dieser Klasse
inside-own = Mein Bild
inside-own-hint = Zeichne zuerst unter „Ausprobieren“ etwas oder bring ein Foto mit
inside-layers = Schicht für Schicht
inside-all-layers = Alle Schichten
inside-where = Wo du bist
inside-hint-overview = Klick auf eine Schicht, um sie groß zu sehen
inside-hint-layer = Klick auf ein Pixel, um zu sehen, wie es berechnet wird; mit Escape geht es zurück
inside-hint-number = Pfeiltasten bewegen, Bild auf und Bild ab wechseln den Kanal, mit Escape geht es zurück
inside-computing = Wird berechnet…
inside-waits-for-image = Warten auf ein Bild…
inside-at = { $channel }, Zeile { $row }, Spalte { $column }
inside-overview-note = Jede Schicht hat ihren eigenen Maßstab: ±1 steht für ihre größte Zahl. Vor jedem Bild stehen die Filterkerne, die Gewichte, aus denen es entsteht.
inside-more-channels = + { $n } weitere
inside-see-large = groß ansehen
inside-legend = Blau ist unter null, Schwarz ist null, Orange ist darüber
inside-pad = pad
inside-makes = `{ $layer }` liefert { $shape }
inside-more-numbers = und { $n } weitere: Öffne eine Zahl und blättere mit Bild ab weiter
inside-name-image = Bild
inside-path-image = Eingabe
inside-path-answer = Antwort
inside-title-image = Das Bild, wie das Modell es bekommt
inside-title-softmax = Softmax: zehn Wahrscheinlichkeiten
inside-grey = Grau
inside-unit = Einheit { $n }
inside-channel = Kanal { $n }
inside-does-image = 28 × 28 Grauwerte, geteilt durch 255: 0 ist Schwarz, 1 ist Weiß. Mehr sieht das Modell nicht.
inside-does-softmax = Softmax macht aus den zehn Ergebnissen Anteile an 1: Jedes wird zu einer Potenz von e und dann durch die Summe aller zehn geteilt.
inside-does-conv = Ein kleines Fenster gleitet über alle Bilder der Schicht davor. An jedem Platz wird das, was darunter liegt, mit den Gewichten
    des Filterkerns malgenommen und addiert: eine neue Zahl. Jedes neue Bild hat eigene Filterkerne, einen für jedes Bild davor.
inside-does-relu = ReLU behält, was positiv ist, und macht aus dem Rest 0, also Schwarz.
inside-does-pool = Von jedem kleinen Quadrat bleibt die größte Zahl: halb so hoch, halb so breit, und was gefunden wurde, ist noch da.
inside-does-linear = Jede Zahl der Schicht davor wird mit einem eigenen Gewicht malgenommen, und alle Produkte werden addiert.
inside-map = Ein Bild dieser Schicht: Die Pfeiltasten wählen eine Zahl
inside-channel-before = Der Kanal davor
inside-channel-next = Der nächste Kanal
inside-of-channels = von { $n }
inside-window = Zeilen { $row_first } bis { $row_last } und Spalten { $column_first } bis { $column_last } der Schicht davor:
inside-window-numbers = Die Zahlen unter dem Fenster
inside-wins = { $value } gewinnt: Zeile { $row }, Spalte { $column }
inside-relu-keeps = { $value } ist positiv: Es bleibt.
inside-relu-cuts = { $value } ist nicht positiv: Es wird zu 0.
inside-softmax-power = Das Ergebnis { $value } wird zu einer Potenz von e:
inside-softmax-share = Alle zehn Potenzen zusammen sind { $total }, und der Anteil dieser einen ist die Wahrscheinlichkeit:
inside-fetching = Die Gewichte dieses Kanals werden geholt…
inside-products-of-list = { $n } Zahlen der Schicht davor, jede mal ihr Gewicht:
inside-products-of-one = { $n } Produkte:
inside-products-of-channels = { $n } Produkte: { $each } von jedem der { $channels } Kanäle der Schicht davor:
inside-point = Zeig auf ein Produkt, um seine Zahlen zu lesen, oder komm mit Tab zu den Produkten und geh mit den Pfeiltasten weiter.
inside-rest = Die anderen { $n } ergeben zusammen { $sum }.
inside-total = { $sum } { $bias } (Bias) = { $total }
inside-total-relu = { $sum } { $bias } (Bias) = { $total }, nach ReLU { $rectified }
inside-window-over = Fenster über { $channel }
inside-weights-for = Gewichte für { $channel }
inside-products-over = Produkte von { $channel }
inside-product = { $channel }, Zeile { $row }, Spalte { $column }: { $input } × { $weight } = { $product }
inside-head-number = Zahl
inside-head-weight = × Gewicht
inside-head-product = = Produkt
inside-templates-title = Das Modell als zehn Schablonen
inside-templates-text = Zwischen seinen Schichten wird nichts gebogen, deshalb sind sie zusammen eine einzige lineare Schicht: ein Gewicht für jedes Pixel und jede Klasse. Orange Pixel sprechen für die Klasse, blaue dagegen. Klick auf eine, um zu sehen, was die Pixel dieses Bildes sagen.
inside-units-title = Wonach die verborgenen Einheiten suchen
inside-units-text = Jede verborgene Einheit der ersten Schicht hat ein Gewicht für jedes Pixel. Ist die Summe einer Einheit nicht positiv, bringt ihr ReLU sie zum Schweigen. Klick auf eine, um zu sehen, was die Pixel dieses Bildes ihr sagen.
inside-silent = { $value }, stumm
inside-says = Was die Pixel dieses Bildes über { $class } sagen
inside-says-unit = Was die Pixel dieses Bildes der Einheit { $n } sagen
inside-says-here = Das gilt nur für dieses Bild: { $open } von { $n } verborgenen Einheiten sind offen, und wenn die anderen schweigen, sind alle Schichten zusammen eine einzige lineare Schicht, deren Gewichte dies sind. Ein anderes Bild öffnet andere Einheiten.
inside-says-shut = Die Summe ist nicht positiv, also macht das ReLU dahinter 0 daraus: Das ist das Ergebnis für { $class }.
inside-says-image = das Bild
inside-says-template = die Schablone
inside-says-sum = was jedes Pixel beiträgt
inside-contribution = { $up } dafür, { $down } dagegen, { $bias } Bias: { $total }

## Hineinsehen: worauf eine Entscheidung beruht

evidence-title = Worauf die Entscheidung beruht
evidence-text = Zwei Wege, ein Modell zu fragen, wohin es sieht. Verdecke einen Teil des Bildes und sieh, ob die Antwort darunter leidet. Oder frage die Ableitung, welche Pixel die Antwort am stärksten bewegen würden.
evidence-waits = Warten auf ein Modell und ein Bild…
evidence-cover = Eine Stelle verdecken
evidence-square = Quadrat
evidence-pixels = { $n } px
evidence-covered-with = Verdeckt mit
evidence-black = Schwarz
evidence-grey = Grau
evidence-white = Weiß
evidence-cover-alt = Wie viel die Antwort verliert, wenn eine Stelle verdeckt ist
evidence-helps = Verdecken hilft
evidence-hurts = Verdecken schadet
evidence-colours = blau: { $low }; orange: { $high }
evidence-place = Platz des Quadrats
evidence-pixel = Pixel, Zeile für Zeile
evidence-whole = Das ganze Bild: { $class }, { $percent }.
evidence-stays = Mit dem Quadrat in Zeile { $row }, Spalte { $column }: { $class } { $percent }, und die Antwort bleibt.
evidence-becomes = Mit dem Quadrat in Zeile { $row }, Spalte { $column }: { $class } { $percent }, und die Antwort wird { $other } ({ $percent_other }).
evidence-places = { $n ->
    [0] Keiner der { $places } Plätze ändert die Antwort, wenn er verdeckt ist; der schlimmste lässt ihr { $percent }. Klick ins Bild, um einen auszuprobieren.
    [one] Einer der { $places } Plätze ändert die Antwort, wenn er verdeckt ist; der schlimmste lässt ihr { $percent }. Klick ins Bild, um einen auszuprobieren.
   *[other] { $n } der { $places } Plätze ändern die Antwort, wenn sie verdeckt sind; der schlimmste lässt ihr { $percent }. Klick ins Bild, um einen auszuprobieren.
}
evidence-gradient = Den Gradienten fragen
evidence-logit-of = Logit der Klasse
evidence-logit-answer = die Antwort des Modells
evidence-gradient-alt = Der Gradient des Logits nach jedem Pixel
evidence-lowers = senkt das Logit
evidence-raises = hebt das Logit
evidence-gradient-note = Die Farbe sagt, was ein etwas helleres Pixel bewirken würde. Sie zeigt eine Steigung, keinen Anteil: Auch schwarzer Grund kann eine steile haben, und einen ganzen Teil zu verdecken kann etwas anderes bewirken.
evidence-shut = Der Gradient ist überall 0: Ein ReLU hinter dem Logit von { $class } ist zu, deshalb kann keine kleine Änderung es bewegen.
evidence-slope = { $class }, Zeile { $row }, Spalte { $column }: { $slope } von Schwarz zu Weiß.
evidence-steepest = { $class }: Die größte Steigung ist { $slope } von Schwarz zu Weiß. Klick auf ein Pixel oder bewege den Regler, um seine eigene zu lesen.

## Hineinsehen: die nächsten Trainingsbilder

nearest-title = Die nächsten Trainingsbilder
nearest-text = Vor seiner letzten Schicht hat ein Modell aus einem Bild eine Liste von Merkmalen gemacht. Bilder, deren Listen in dieselbe Richtung zeigen, sehen für das Modell ähnlich aus, und es antwortet ähnlich. Dies sind die Trainingsbilder, die diesem Bild am nächsten sind: Aus ihnen ist die Antwort gelernt.
nearest-search = Die Trainingsbilder durchsuchen
nearest-cost = Die erste Suche eines Modells liest sie alle: einige Sekunden
nearest-reads = Die Merkmale aller Trainingsbilder werden gelesen
nearest-read = { $done } von { $n }
nearest-searching = Wird gesucht…
nearest-of-step = So sah sie der Lauf nach Schritt { $step }.
nearest-again = Noch einmal suchen
nearest-note = Klick auf ein Bild, um es anzusehen. Die Zahl ist der Kosinus des Winkels zwischen den Merkmalen: 1 heißt gleiche Richtung, 0 heißt nichts gemeinsam.
nearest-features = Verglichen nach { $n } Merkmalen.
nearest-none = Alle Merkmale dieses Bildes sind 0, also ist kein Trainingsbild näher als ein anderes.
nearest-image = { $class }, Trainingsbild { $n }
nearest-all = Alle { $n } sind { $class }
nearest-most = { $n ->
    [one] 1 von { $all } ist { $class }
   *[other] { $n } von { $all } sind { $class }
}

## Hineinsehen: ein Schritt, langsam

step-title = Ein Schritt, langsam
step-text-copy = Beim Training wiederholt sich eine Sache tausende Male. Hier geschieht sie einmal, an einem echten Batch, und jede Zahl wird aufgehoben. Batchgröße, Lernrate und Seed sind die unter „Trainieren“; dein Modell bleibt, wie es ist.
step-text-run = Beim Training wiederholt sich eine Sache tausende Male. Dies ist der nächste Schritt deines Laufs, an einer Kopie ausprobiert, und jede Zahl wird aufgehoben. „Diesen Schritt machen“ macht ihn im Lauf, und dessen Kurven gehen weiter.
step-begin = Den ersten Schritt machen
step-weights = Gewichte am Anfang
step-weights-initial = Wie ein Lauf beginnt
step-weights-trained = Des trainierten Modells
step-weights-run = Des Laufs
step-where = Schritt { $step } von { $n } einer Epoche: ein Batch aus { $batch } Bildern, Lernrate { $rate }
step-no-settings = Die Einstellungen unter „Trainieren“ sind noch nicht gültig, oder es gibt kein Modell.
step-waits = Warten auf die Trainingsbilder…
step-making = Der Schritt wird gemacht…
step-run-goes-on = Der Lauf geht weiter. Halte ihn an, dann steht hier sein nächster Schritt.
step-back = ← Zurück
step-forward = { $stage } →
step-next-batch = Nächster Batch →
step-make = Diesen Schritt machen →
step-pause = Den Lauf anhalten
step-resume = Den Lauf weiterlaufen lassen
step-pass = { $n } Batches weiter
step-again = Vom ersten Batch an
step-images = Bilder
step-logits = Logits
step-loss = Loss
step-gradients = Gradienten
step-update = Update
step-loss-after = Loss danach
step-images-text = Der DataLoader reicht den nächsten Batch der gemischten Trainingsbilder: einen Tensor der Form `{ $shape }`, und dazu die Klassen, die richtig wären.
step-images-shown = Die ersten { $n } sind zu sehen.
step-logits-text = Das Modell schreibt zu jedem Bild zehn Zahlen, die Logits: beliebig groß, mit beliebigem Vorzeichen. Softmax macht daraus Wahrscheinlichkeiten.
step-image-of = Bild { $n } von { $all }
step-class = Klasse
step-logit = Logit
step-probability = Wahrscheinlichkeit
step-truth-answer = ✓ Wahrheit und Antwort
step-truth = Wahrheit
step-answer = ✗ Antwort
step-loss-text = Jedes Bild kostet −ln der Wahrscheinlichkeit, die das Modell seiner wahren Klasse gegeben hat: nichts bei 100 %, 2.30 bei 10 %. Der Loss ist der Mittelwert über den Batch:
step-right-so-far = { $n } von { $all } sind bisher richtig.
step-gradients-text = Rückwärts durch die Schichten: für jeden Parameter, wie sich der Loss mit ihm ändern würde. Ein Balken ist die Länge aller dieser Steigungen eines Tensors, die Wurzel aus der Summe ihrer Quadrate.
step-gradients-label = Länge des Gradienten jedes Parametertensors
step-update-text = Jeder Parameter bewegt sich gegen seine Steigung, um das Produkt aus ihr und der Lernrate: `weight −= { $rate } × gradient`. Hinter jedem Balken: die Länge der Änderung und ihr Anteil an der Länge des Tensors selbst.
step-update-label = Länge der Änderung jedes Parametertensors
step-right = { $loss }, { $n } von { $all } richtig
step-before = vor dem Update
step-after = nach dem Update
step-fell = Noch einmal derselbe Batch, mit den neuen Gewichten: Sein Loss ist gefallen. Mehr tut das Training nicht, Batch für Batch.
step-did-not-fall = Noch einmal derselbe Batch, mit den neuen Gewichten: Sein Loss ist nicht gefallen. Der Schritt war zu lang für diese Steigung; eine kleinere Lernrate hilft.
step-after-label = Loss des Batches vor und nach dem Update

## Eine Faltung von Hand

conv-title = Eine Faltung von Hand
conv-text = Ein kleines Fenster aus Gewichten, der Filterkern, gleitet über das Bild und schreibt an jedem Platz eine Zahl. Ändere seine Größe, seine Schrittweite und das Padding und sieh, was aus den Formen, der Arbeit und dem Bild unten wird.
conv-exercise = Übung 12 des Notebooks schickt ein Bild mit { $channels } Kanälen und { $side } mal { $side } Pixeln durch ein Conv2d und fragt, was dir auffällt, wenn seine kernel_size wächst und schrumpft: Probier es hier aus.
conv-grows = Mit einem Filterkern der Größe { $size } hat die Ausgabe die Seitenlänge { $side }, mit { $larger } hätte sie { $fewer }: Ein größerer Kern hat weniger Plätze, also schrumpft die Ausgabe, wenn nicht auch das Padding wächst.
conv-grows-same = Mit einem Filterkern der Größe { $size } hat die Ausgabe die Seitenlänge { $side }, und mit { $larger } bleibt sie { $side }: Das Fenster rückt je { $stride } Pixel weiter, deshalb ist hinter seinem letzten Platz noch Raum.
conv-grows-too-large = Mit einem Filterkern der Größe { $size } hat die Ausgabe die Seitenlänge { $side }, und einer der Größe { $larger } hätte keinen Platz: Er ist größer als das Bild mit Padding.
conv-one-channel = Das Bild zeigt einen Kanal, der hineingeht, und einen, der herauskommt, wie viele es auch sind: Mehr Kanäle ändern die Zahlen oben, nicht das Bild.
conv-try-3 = 3×3, Schrittweite 1
conv-try-5 = 5×5, Schrittweite 2
conv-try-model = Wie in { $model }
conv-side = Seite des Bildes
conv-kernel = Kerngröße
conv-stride = Schrittweite
conv-padding = Padding
conv-channels-in = Kanäle vorher
conv-channels-out = Kanäle nachher
conv-range = { $name } muss eine ganze Zahl von { $smallest } bis { $largest } sein
conv-no-sense = Eine der Zahlen ergibt noch keinen Sinn.
conv-no-place = Der Filterkern ist größer als das Bild mit Padding, also hat er keinen Platz: Mach ihn kleiner oder das Padding größer.
conv-nothing-left = für das Pooling bleibt nichts übrig
conv-row-input = Ein Bild geht hinein
conv-row-input-note = Kanäle, Höhe, Breite
conv-row-output = Conv2d schreibt
conv-row-output-note = (Seite + 2 × Padding − Kern) / Schrittweite + 1, abgerundet
conv-row-pool = MaxPool2d(2) behält
conv-row-pool-note = das größte aus je 2 × 2: von 0.3367, 0.1288, 0.2345 und 0.2303 bleibt 0.3367
conv-row-weights = Gewichte und Biases
conv-row-weights-shapes = `{ $weights }` und `{ $biases }`
conv-row-weights-note = { $n } Parameter, wie groß das Bild auch ist
conv-row-work = Multiplikationen
conv-row-work-note = { $channels_in ->
    [one] { $side } × { $side } Plätze × { $channels_out } Filterkerne × 1 Kanal × { $size } × { $size } Gewichte
   *[other] { $side } × { $side } Plätze × { $channels_out } Filterkerne × { $channels_in } Kanäle × { $size } × { $size } Gewichte
}
conv-too-large = Gezeichnet wird das Fenster auf Bildern bis { $side } Pixel Seitenlänge, mit Filterkernen bis { $size } und einem Padding bis { $padding }.
conv-play = Abspielen
conv-pause = Anhalten
conv-another = Anderes Bild
conv-by-hand = Filterkern von Hand
conv-learnt = Oder einer der ersten Schicht von { $model }
conv-learnt-title = Filterkerne der ersten Schicht von { $model }
conv-learnt-weights = Seine Gewichte
conv-learnt-trained = Wie trainiert
conv-learnt-initial = Wie am Anfang
conv-learnt-kernel = Filterkern { $n }
conv-kernel-upright = Senkrechte Kanten
conv-kernel-level = Waagerechte Kanten
conv-kernel-blur = Weichzeichnen
conv-kernel-sharpen = Schärfen
conv-remark-upright = Er antwortet, wo sein Fenster rechts heller ist als links. Ein Modell bekommt keinen Filterkern: Es lernt seine eigenen.
conv-remark-level = Er antwortet, wo sein Fenster unten heller ist als oben. Ein Modell bekommt keinen Filterkern: Es lernt seine eigenen.
conv-remark-blur = Er schreibt den Mittelwert seines Fensters. Ein Modell bekommt keinen Filterkern: Es lernt seine eigenen.
conv-remark-sharpen = Er nimmt das mittlere Pixel doppelt und zieht den Mittelwert des Fensters ab. Ein Modell bekommt keinen Filterkern: Es lernt seine eigenen.
conv-remark-initial = Vor dem ersten Schritt besteht ein Filterkern aus Zufallszahlen; was er schreibt, ist Zufall.
conv-remark-trained = Dieser Filterkern ist gelernt. Niemand hat bestimmt, wonach er sucht; das Training hat gefunden, dass es hilft.
conv-how = Klick in ein Bild, oder bewege das Fenster mit den Pfeiltasten auf dem Regler.
conv-source-alt = Das Bild unter dem Fenster
conv-output-alt = Was der Filterkern schreibt
conv-image = { $class }, Testbild { $n }
conv-image-scaled = { $class }, Testbild { $n }, auf { $side } mal { $side } Pixel gebracht
conv-output = ein Ausgabekanal, { $side } × { $side }, von Schwarz für seine kleinste Zahl bis Weiß für seine größte
conv-place = Platz des Fensters
conv-place-at = Zeile { $row }, Spalte { $column }
conv-sum = Die { $n } Produkte ergeben zusammen { $sum }
conv-bias = Mit dem Bias { $bias }: { $total }
conv-sum-note = Pixel mal Gewicht an jedem Platz des Fensters. Ein Conv2d tut das für jeden Kanal, der hineingeht, addiert einen Bias und hat für jeden Kanal, der herauskommt, einen eigenen Filterkern.
conv-saved = Filterkern, Zeile für Zeile: { $weights }
conv-saved-bias = Filterkern, Zeile für Zeile: { $weights }, Bias { $bias }
conv-pools = Pooling: die größte Zahl oder der Mittelwert
conv-pool-window = Fenster des Poolings
conv-max-alt = Das Bild nach Max-Pooling
conv-max = Max: Ein helles Pixel genügt, dünne Linien bleiben
conv-mean-alt = Das Bild nach Average-Pooling
conv-mean = Average: Dünne Linien gehen in ihrem Grund unter

## Engine

engine-file-unusable = { $file } ist nicht zu gebrauchen: { $cause }
engine-pair-unusable-train = die Trainingsdaten sind nicht zu gebrauchen: { $cause }
engine-pair-unusable-test = die Testdaten sind nicht zu gebrauchen: { $cause }
engine-no-data-train = die Trainingsbilder sind noch nicht geladen: Warte auf das Herunterladen, oder lade die Daten noch einmal
engine-no-data-test = die Testbilder sind noch nicht geladen: Warte auf das Herunterladen, oder lade die Daten noch einmal
engine-no-model = { $model } ist noch nicht trainiert oder geladen
engine-run-goes-on = ein anderer Lauf ist im Gange: Beende ihn zuerst
engine-no-position = dieser Checkpoint sagt nicht, wie viele Schritte er trainiert wurde, deshalb lässt er sich nicht fortsetzen
engine-nothing-left = dieser Checkpoint hat seine { $steps } Schritte schon gemacht: Um ihn fortzusetzen, braucht es mehr Epochen
engine-unsound-snapshot = diese Aufnahme eines Laufs ist beschädigt: Ihre Teile gehören nicht zusammen
engine-no-run = ein solcher Lauf ist nicht im Gange
engine-no-image-train = die Trainingsbilder enden bei { $n }, es gibt also kein Bild { $index }
engine-no-image-test = die Testbilder enden bei { $n }, es gibt also kein Bild { $index }
engine-no-batch-train = die Trainingsbilder ergeben { $n } Batches, es gibt also keinen Batch { $index }
engine-no-batch-test = die Testbilder ergeben { $n } Batches, es gibt also keinen Batch { $index }
engine-does-not-fit = diese Datei passt nicht zum Modell: { $cause }
engine-cannot-load = diese Datei lässt sich nicht laden: { $cause }
engine-device-failed = das Gerät ist beim Rechnen ausgefallen: { $cause }
engine-cannot-reach = { $file } ist nicht zu erreichen: Prüfe die Verbindung und lade die Daten dann noch einmal ({ $cause })
engine-no-file = der Server hat keine Datei { $file } (HTTP { $status }): Wer ihn betreibt, legt die Daten mit `cargo xtask data` dorthin
engine-broke-off = das Herunterladen von { $file } ist nach { $n } Bytes abgebrochen: Lade die Daten noch einmal ({ $cause })
## Engines und Läufe

engine-not-running = die { $device }-Engine läuft nicht: starte sie neu
run-goes-on = gerade läuft ein Training: halte es zuerst an
prepare-device = Das passende Gerät wird gesucht …
prepare-webgpu = Die WebGPU-Engine startet …
prepare-images = Die Trainingsbilder werden noch geladen …
prepare-measuring = Die WebGPU-Engine startet, um gemessen zu werden …
prepare-both = Dieses Modell wird auf CPU und WebGPU gemessen …
webgpu-no-reply = der Browser hat auf die Frage nach einer Grafikkarte nicht geantwortet
run-did-not-start = der Lauf hat nicht begonnen: { $message }
run-lacks-data = der Lauf hat nicht begonnen, weil seine Daten fehlen: { $error }
run-no-checkpoint = dieser Lauf hat keinen Checkpoint hinterlassen
runs-not-kept = Läufe werden nicht aufgehoben, sie bleiben nur, solange dieser Tab offen ist: { $error }
runs-no-room =
    unter den Läufen, die dieser Browser aufhebt, ist für diesen kein Platz mehr: die Ansicht „Läufe“ fragt, was weg kann
engine-not-unpacked = der Browser konnte sie nicht auspacken
engine-cannot-start = dieser Browser kann die { $device }-Engine nicht starten: { $error }
engine-not-loaded = { $file } ließ sich nicht laden
engine-not-posted = ein Befehl ließ sich nicht senden: { $error }
engine-other-answer = die Engine hat eine andere Frage beantwortet
engine-another-build =
    die { $device }-Engine ist aus einem anderen Build ({ $build }) als diese Seite ({ $page }), weil der Browser eine von beiden behalten hat: lade neu, dann kommen beide aus einem Build

## Kurven eines Laufs

curves-begin = Die Kurve beginnt mit dem ersten Schritt
curves-guessing = Raten bliebe bei 10 %
curves-batches = einzelne Batches
curves-smoothed = Training, geglättet
curves-test-epochs = Test, nach jeder Epoche
curves-test = Test
curves-loss = Loss
curves-accuracy = Genauigkeit in Prozent
word-step = Schritt
first-steps-title = Die ersten 20 Schritte neben denen von PyTorch
first-steps-gap = Die ersten 20 Schritte neben denen von PyTorch, mit höchstens { $gap } Unterschied
first-steps-label = Die ersten Schritte neben denen von PyTorch
first-steps-difference = Unterschied
config-tests = die Tests je Epoche müssen eine ganze Zahl von 1 bis { $most } sein, nicht { $found }
engine-no-report = die Engine hat nicht gemeldet, wann die gemessenen Schritte begannen
pretrained-origin =
    kam mit dieser Seite, vortrainiert mit den Einstellungen der Lektion; trainiere dein eigenes, um es zu ersetzen

## Worker

wire-not-written = eine Nachricht ließ sich nicht schreiben: { $error }
wire-not-read =
    eine Nachricht ließ sich nicht lesen, vielleicht sind die Seite und ihre Engine aus verschiedenen Versionen: { $error }
workers-not-isolated =
    der Server schickt die Header der Cross-Origin-Isolation (COOP und COEP) nicht, ohne die sich Worker keinen Speicher teilen können
workers-one-core = dieser Rechner hat einen einzigen Prozessorkern
workers-unknown-cores = der Browser sagt nicht, wie viele Prozessorkerne es gibt
workers-late =
    ein Worker, der mittrainiert hat, antwortete zu spät oder gar nicht: die anderen übernehmen seinen Teil, mit denselben Ergebnissen

## State Dicts

state-missing = der Tensor { $name } fehlt
state-shape = der Tensor { $name } hat die Form { $found }, dieses Modell braucht aber { $expected }
