# SPDX-License-Identifier: Apache-2.0
"""A text with all that formats must carry, for programs that people open files with."""

TEXT = """# Procès-verbal du 3 mai

Un paragraphe avec du **gras**, de l’*italique*, du ~~barré~~, du `code` et [un lien](https://exemple.fr/a?b=1&c=2).

## Points

- premier
- deuxième
  - dedans
    - au fond
1. un
2. deux

- [ ] à faire
- [x] fait

### Citation et code

> Une citation
> sur deux lignes

```python
def f(x):
    return "<b>" + x
```

| Poste | Montant |
|:------|--------:|
| Encre | 12,50 |
| *Papier* | 3,00 |

Une note[^1] et une autre[^b].

![Un carré]({image})

[^1]: Le texte de la **première** note.

[^b]: La seconde.
"""

META = {
    "title": "Conseil & <amis>", "language": "fr", "date": "2024-05-03", "tags": ["eau", "été"],
    "people": ["Amina Diallo", "Léo *Martin*"], "licence": "CC BY 4.0", "description": "Ce qui s’est dit.",
    "place": "Lyon",
}
