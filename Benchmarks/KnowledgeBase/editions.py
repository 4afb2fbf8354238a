# SPDX-License-Identifier: Apache-2.0
"""Made-up texts of a resource centre, as Markdown with front matter; the same seed gives the same ones."""

import json
import random

WORDS = (
    "commun ressource gouvernance usage règle territoire forêt eau semence logiciel soin logement "
    "mémoire récit enquête atelier coopérative association collectif habitant paysan élue chercheuse "
    "partage droit contrat charte assemblée décision accord désaccord temps lieu geste savoir échelle "
    "the shared common practice reading of rules together about water and land"
).split()
FIRST = "Awa Noé Inès Malik Jeanne Tiago Lucía Émile Fatou Aïcha Bruno Chloé Dario Élise Farid Gaëlle".split()
LAST = "Diop Martin Le·Goff Benali Moreau Costa Vargas Petit Ndiaye Roche Lambert Simon Girard Haddad".split()
CITIES = [
    ("Lille", 50.63, 3.06), ("Roubaix", 50.69, 3.17), ("Rennes", 48.11, -1.68), ("Marseille", 43.3, 5.37),
    ("Grenoble", 45.19, 5.72), ("Bruxelles", 50.85, 4.35), ("Dakar", 14.72, -17.47), ("Bogotá", 4.71, -74.07),
    ("Goiânia", -16.69, -49.26), ("Barcelona", 41.39, 2.17), ("Die", 44.75, 5.37), ("Nantes", 47.22, -1.55),
]
RELATIONS = ["isVersionOf", "replaces", "isBasedOn", "respondsTo", "cites"]


def sentence(chance: random.Random) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randint(8, 24))]
    return " ".join(words).capitalize() + "."


def person(chance: random.Random) -> str:
    return f"{chance.choice(FIRST)} {chance.choice(LAST)}".replace("·", " ")


def title(number: int) -> str:
    chance = random.Random(f"title {number}")
    return f"{chance.choice(WORDS).capitalize()} et {chance.choice(WORDS)}, texte {number}"


def edition(number: int, words: int) -> str:
    """One text as a file to import."""
    chance = random.Random(f"edition {number}")
    year = 1990 + number % 35
    places = [{"name": name, "latitude": latitude, "longitude": longitude}
              for name, latitude, longitude in chance.sample(CITIES, chance.randint(0, 2))]
    fields = {
        "title": title(number), "lang": chance.choice(["fr", "fr", "en"]),
        "date": f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "description": sentence(chance), "license": "CC-BY-SA-4.0",
        "tags": sorted({chance.choice(WORDS) for _ in range(3)}),
        "people": [{"name": person(chance), "kind": "person", "roles": ["author"]} for _ in range(chance.randint(1, 4))],
        "places": places,
        "events": [{"name": f"Rencontres {year}", "date": f"{year}-06"}] if chance.random() < 0.5 else [],
        "concepts": sorted({f"commun de {chance.choice(WORDS)}" for _ in range(chance.randint(0, 3))}),
        "relations": [{"type": chance.choice(RELATIONS), "title": title(chance.randrange(number))}
                      for _ in range(chance.randint(0, 2)) if number],
    }
    paragraphs, count = [f"# {fields['title']}"], 0
    while count < words:
        paragraph = " ".join(sentence(chance) for _ in range(chance.randint(3, 7)))
        count += paragraph.count(" ")
        if chance.random() < 0.15:
            paragraphs.append(f"## {sentence(chance)[:40].strip()}")
        paragraphs.append(paragraph)
    front = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items() if value)
    return f"---\n{front}---\n\n" + "\n\n".join(paragraphs) + "\n"
