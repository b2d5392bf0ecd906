"""The official papers of a dossier as PDF: facts out of the rows, wording out of a file, layout out of templates.

`facts` and its neighbours say what a paper states, `wording.json` how a decree words it, `templates/` where it stands,
`compile` makes the file. Nothing here changes a dossier.
"""
