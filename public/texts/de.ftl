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
