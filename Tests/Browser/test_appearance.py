# SPDX-License-Identifier: Apache-2.0
"""Every page in every dress: screen and phone, light and dark, French and English.

What opens over a page is met by test_everyone.py. Each is inspected by axe-core, as screen readers and
colour-blind eyes would meet it. The screenshots lie in Tests/Browser/screenshots to be looked at. The picture in the README is made
here too, when there is none: colours are drawn by lot, and a run that passes changes no file of the
project.
"""

import pathlib
import re

import pytest
from playwright.async_api import expect

from pages import COLOUR_CHECKS, violations
from server import PROJECT

SCREENSHOTS = pathlib.Path(__file__).parent / "screenshots"
README_PICTURE = PROJECT / "Documentation" / "screenshot.png"

SIZES = {"screen": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
LOCALES = {"fr": "fr-FR", "en": "en-GB"}

MINUTES = """# Réunion du 3 octobre

Présents : Amina, Léo, Ève. Excusée : Jeanne.

## Ordre du jour

1. La lettre d’information de novembre
2. Le lieu de la **prochaine résidence**
3. Questions diverses

## Décisions

- [x] Amina relit le texte sur l’histoire des communs avant *vendredi*.
- [ ] Léo demande un devis pour la salle ; voir <https://exemple.org/salle>.

> « Un bien commun, c’est une ressource, une communauté et des règles. »
"""


CONSTRUCTS = """# Carnet de résidence

Une **idée**, un *doute*, une ~~rature~~, du `code` et [un lien](https://exemple.org)[^1].

## À faire

- [x] Relire le premier chapitre
- [ ] Écrire le deuxième
    - une sous-partie
    - une autre

1. Premier point
2. Deuxième point

| Poste | Qui | Prix |
|:---|:---:|---:|
| Salle | Léo | 120 € |
| Café | Amina | 35 € |

> « On n’écrit jamais seul. »

```js
const page = "encre"
```

---

### Décisions

- **Décision :** on se revoit en mai.
- [ ] **Action :** @Léo réserver avant le 15/10/2031

[^1]: La source est au fond du carnet.
"""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LOCALES)
def test_pages_look_right(play, size, language):
    async def scene(stage):
        options = {
            "viewport": SIZES[size], "locale": LOCALES[language], "device_scale_factor": 2, "view": "page",
            "is_mobile": size == "phone", "has_touch": size == "phone",
        }
        dress = f"{size}-{{scheme}}-{language}"
        ada, leo = await stage.person(**options), await stage.person(locale="fr-FR")
        await ada.page.goto(stage.server.url)
        await expect(ada.page.locator("html")).to_have_attribute("lang", language)
        await expect(ada.page.get_by_role("button", name=re.compile("pad", re.I))).to_be_visible()
        await keep(ada, f"home-{dress}")

        pad = stage.new_pad()
        await ada.open_pad(stage.pad_url(pad), "Amina")
        await keep(ada, f"pad-empty-{dress}")
        await leo.open_pad(stage.pad_url(pad), "Léo")
        await leo.editor.focus()
        await leo.paste(MINUTES)
        await leo.page.keyboard.press("Control+Home")
        await leo.page.keyboard.press("End")
        await ada.is_told_saved()
        await expect(ada.editor).to_contain_text("une ressource")
        await expect(ada.page.locator("#title")).to_have_value("Réunion du 3 octobre")
        await keep(ada, f"pad-{dress}")
        if (size, language) == ("screen", "fr") and not README_PICTURE.exists():
            await ada.page.emulate_media(color_scheme="light")
            await ada.page.screenshot(path=README_PICTURE, animations="disabled", caret="hide")

    play(scene)


async def fits(page) -> None:
    """Nothing sticks out to the side, where a phone would have to scroll."""
    sticking_out = """() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth === clientWidth ? [] : [...document.body.querySelectorAll("*")]
        .filter((element) => element.getBoundingClientRect().right > clientWidth)
        .map((element) => `${scrollWidth - clientWidth}: ${element.outerHTML.slice(0, 120)}`)
    }"""
    assert await page.evaluate(sticking_out) == []


# All that axe-core knows, good manners too.
EVERY_CHECK = "axe.run({ resultTypes: ['violations'] })"


async def keep(person, name: str) -> None:
    """Keeps pictures of a page, light and dark, and finds nothing in it that keeps anybody out."""
    page = person.page
    await fits(page)
    for scheme, checks in (("light", EVERY_CHECK), ("dark", COLOUR_CHECKS)):
        await page.emulate_media(color_scheme=scheme)
        picture = SCREENSHOTS / f"{name.format(scheme=scheme)}.png"
        await page.screenshot(path=picture, animations="disabled", caret="hide")
        person.complaints += [f"{picture.stem}: {found}" for found in await violations(page, checks)]
