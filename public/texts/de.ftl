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
