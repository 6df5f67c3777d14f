# The texts of the page in English. A text that a number changes: { $n -> [one] … *[other] … }, each form on a line of its own.
# `code` and *emphasis* and [label](address) are drawn as such where the page shows running text.

## Language

language-switch = Language
texts-missing = the texts in { $language } could not be loaded: try again when the server answers
