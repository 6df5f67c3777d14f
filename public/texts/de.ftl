# Die Texte der Seite auf Deutsch. Jeder Schlüssel steht auch in en.ftl, mit denselben Platzhaltern.

## Sprache

language-switch = Sprache
texts-missing = die Texte auf { $language } lassen sich nicht laden: versuch es noch einmal, wenn der Server antwortet
