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
    FashionMNIST besteht aus 70 000 grauen Fotos von Kleidung, jedes mit 28 × 28 Pixeln und aus einer von zehn Klassen. Aus 60 000 davon lernt ein Modell, an den anderen 10 000 wird es gemessen. Für ein Modell ist ein Bild eine Reihe von 784 Zahlen zwischen 0 und 1.
section-1-question = Könnte ein Modell, das nur gerade Linien kennt, die zehn Klassen unterscheiden?
section-1-option-0 = Kaum: eines von zehn Bildern, so viele wie durch Raten
section-1-option-1 = Teils: etwa die Hälfte der Bilder
section-1-option-2 = Meist: mehr als drei Viertel davon
section-2-title = Batches
section-2-text =
    Ein Modell sieht nicht alle Bilder, bevor es sich ändert. Es nimmt einen Batch von 32, verbessert sich ein wenig und nimmt den nächsten; sind alle Bilder an der Reihe gewesen, ist eine Epoche vorbei. Die Trainingsbilder werden für jede Epoche neu gemischt, die Testbilder nie.
section-2-question = 60 000 Trainingsbilder in Batches von 32: wie viele Batches hat eine Epoche?
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
    Eine Faltung schiebt ein kleines Fenster über das Bild und berechnet an jeder Stelle eine Zahl; Pooling behält von je vier die größte. So zählt ein Ärmel als Ärmel, wo immer er ist. Modell 2 macht das zweimal: es ist das TinyVGG des CNN Explainer. Sein Training dauert eine halbe Minute oder länger.
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
section-9-question = Wie viele von neun zufälligen Testbildern erkennt das beste Modell richtig?
section-9-label = Richtige von neun
section-10-title = Konfusionsmatrix
section-10-text =
    Eine einzige Zahl verbirgt, welche Fehler ein Modell macht. Die Konfusionsmatrix zählt sie alle: eine Zeile für jede wahre Klasse, eine Spalte für jede Vorhersage. Was neben der Diagonale liegt, ist falsch.
section-10-question = Welche Klasse wird das beste Modell am schlechtesten erkennen?
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
lesson-code = Der Code: in PyTorch, und was hier läuft
lesson-code-python = Die Idee in PyTorch
lesson-code-rust = Was hier läuft
passage-read = Die veröffentlichte Datei lesen
passage-to-tensor = Aus Bytes Zahlen von 0 bis 1
passage-shuffle = Für jede Epoche eine neue Reihenfolge
passage-linear = Das Modell: eine Liste von Schichten
passage-step = Ein Trainingsschritt
passage-loss = Der Loss eines Bildes und sein Gradient
passage-evaluation = Einen Batch Testbilder auswerten
passage-device = Das Gerät wählen
passage-bent = Das Modell: zwei ReLUs mehr
passage-convolutions = Das Modell: zwei Blöcke und ein Klassifikator
passage-forward = Der Weg eines Bildes durch vier Faltungen
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
word-section = Abschnitt
lesson-progress = { $done } von { $total } Abschnitten erledigt
lesson-beginning = Anfang

## Willkommen

welcome-start = Die Lektion beginnen
welcome-go-on = Weiter mit Abschnitt { $number }
welcome-look-again = Die Lektion noch einmal ansehen
welcome-title = Pass ein Modell an Kleidung an
welcome-lead =
    Hier, in diesem Tab, lernt ein neuronales Netz, Hemden von Schuhen zu unterscheiden: nichts wird installiert, und kein Bild verlässt ihn. Trainiere eines, zeichne etwas für eines, das schon trainiert ist, oder folge der Lektion vom ersten Bild bis zu deiner eigenen Zeichnung.
welcome-train = Dein erstes Modell trainieren (etwa eine Sekunde)
welcome-draw = Etwas zeichnen
welcome-how = So geht die Lektion
welcome-how-1 =
    Jeder Abschnitt sagt, worum es geht, und stellt eine Frage. Rate, bevor du nachsiehst: die Antwort kommt von deinen eigenen Modellen.
welcome-how-2 =
    Darunter steht das Werkzeug, um es herauszufinden. Es ist dasselbe wie in den Ansichten oben; was du trainierst, hast du in allen.
welcome-how-3 =
    Am Ende steht der Code, in PyTorch und so, wie er hier läuft. Ein Abschnitt ist erledigt, wenn du geraten hast.
welcome-run-all = Die ganze Lektion laufen lassen (etwa eine halbe Minute)
welcome-run-all-hint = Trainiert ihre Modelle eines nach dem anderen und füllt jeden Abschnitt.
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
    In diesem Tab. Die Seite hat ein Programm mitgebracht, die Engine, die dein Browser neben der Seite ausführt; sie holt die Bilder einmal und schickt nichts zurück. Sie läuft gerade: { $backend }.
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
    Im Notebook brauchte { $linear } { $linear_time } und { $bent } { $bent_time }. So kleine Modelle geben einer Grafikkarte auf einmal wenig zu tun, und jeden Batch zu übergeben kostet auch Zeit.
answer-devices-last-run = Hier lief dein letzter Lauf auf: { $device }.
answer-devices-cpu = Hier trainiert die CPU: { $problem }.
answer-baseline = { $model } erkennt { $accuracy } richtig, Raten nur 10 %. Das müssen die anderen Modelle übertreffen.
answer-non-linearity = { $bent } erkennt { $bent_accuracy } richtig, { $linear } { $linear_accuracy }.
answer-non-linearity-why =
    Schuld ist die ReLU hinter seinen Ergebnissen: wo sie eine Klasse bei jedem Bild auf null abschneidet, lernt diese Klasse nichts mehr. Trainiere es ohne diese ReLU und sieh selbst.
answer-convolutions =
    { $convolutional } hat { $convolutional_count } Parameter und { $bent } { $bent_count }: alle Stellen des Bildes teilen sich jedes kleine Fenster. Damit erkennt { $model } { $accuracy } richtig. Der Preis ist Zeit, denn jedes Fenster wird an jeder Stelle angewandt.
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
answer-confusion-notebook = { $class }, im Notebook: 673 von 1 000 werden erkannt, und die meisten anderen für ein T-shirt/top gehalten.
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
engine-is = Engine: { $backend }
engine-none = Keine Engine: { $problem }
engine-crashed = Die { $device }-Engine ist abgestürzt: { $message }
engine-restart = Engine neu starten
page-reload = Neu laden
notice-dismiss = Diese Meldung schließen
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
settings-workers-range = höchstens, 1 bis { $most }
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
webgpu-insecure =
    diese Seite wurde weder über https noch von diesem Computer geöffnet, und Browser bieten WebGPU nur sicheren Seiten an: öffne sie unter https:// oder http://127.0.0.1
webgpu-no-api =
    dieser Browser bietet kein WebGPU an (navigator.gpu fehlt): nimm ein aktuelles Chrome, Edge, Firefox oder Safari
webgpu-no-adapter =
    dieser Browser kennt WebGPU, hat aber keine Grafikkarte dafür gefunden: vielleicht ist ihr Treiber gesperrt oder abgeschaltet, sieh auf der GPU-Seite des Browsers nach
webgpu-software = die einzige Grafikkarte hier ist Software ({ $name }), und die ist langsamer als die CPU-Engine
webgpu-lacks-feature = der Grafikkarte fehlt „{ $feature }“, das die WebGPU-Engine braucht
webgpu-device-failed = die Grafikkarte ließ sich nicht starten: { $message }
config-epochs = die Epochen müssen eine ganze Zahl von 1 bis { $most } sein, nicht { $found }
config-batch-size = die Batchgröße muss eine ganze Zahl von 1 bis { $most } sein, nicht { $found }
config-learning-rate = die Lernrate muss über 0 und höchstens { $most } sein, nicht { $found }
config-hidden-units = die verborgenen Einheiten müssen eine ganze Zahl von 1 bis { $most } sein, nicht { $found }
config-workers = die CPU-Worker müssen eine ganze Zahl von 1 bis { $most } sein, nicht { $found }

## Trainieren

train-lead =
    Wähle ein Modell und pass es an die 60 000 Trainingsbilder an, hier in diesem Tab. Nach jeder Epoche wird es an den 10 000 Testbildern gemessen, aus denen es nie lernt.
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
train-back = Zurück zum Modell davor
train-may-stop = { $advice } Du kannst ihn anhalten und es noch einmal versuchen.
train-done = Fertig in { $time }
train-done-with = Fertig in { $time }: { $accuracy } auf den Testbildern
train-stopped-of = Bei Schritt { $step } von { $steps } angehalten
train-stopped-and-kept =
    Bei Schritt { $step } von { $steps } angehalten; was es bis dahin gelernt hat, ist jetzt das Modell und bleibt aus Vergleichen heraus
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
library-torch-nn-here = die von Burn: Linear, Conv2d, MaxPool2d, Relu, CrossEntropyLoss; schnelle Schritte rechnen dasselbe von Hand
library-torch-optim-sgd-purpose = bewegt die Gewichte gegen den Gradienten
library-torch-optim-sgd-here = Sgd von Burn, ohne Momentum oder Decay; bei schnellen Schritten Teil des Kernels
library-torch-device-purpose = GPU, wenn es eine gibt, sonst CPU
library-torch-device-here = das wgpu-Backend von Burn auf WebGPU oder sein flex-Backend auf der CPU; das schnellere, gemessen
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
