// SPDX-License-Identifier: Apache-2.0

/// A few editions that have all that the content shows.
enum SampleContent {
  static let image = String(repeating: "ab", count: 32) + ".png"

  static let text = """
    # Le puits

    Un texte, ![une image](/images/\(image)) et ![ailleurs](https://example.org/image.png).

    | mot | sens |
    |---|---|
    | `<b>` | gras |

    Une note[^1].

    ```html
    <script>alert(1)</script>
    ```

    [^1]: Ici.

    """

  static var editions: SampleEditions {
    var editions = SampleEditions()
    editions.images = [image: [0x89, 0x50, 0x4E, 0x47]]
    editions.add(
      "l-eau",
      title: "L’eau",
      meta: #"{"language":"fr","concepts":["Eau"],"date":"1999"}"#
    )
    let meta = """
      {"title":"Le puits","language":"fr","date":"2024-05-28","description":"De l’eau : où ?",
      "tags":["eau","puits, pompes"],"licence":"CC BY-SA 4.0","concepts":["eau","Soif"],
      "people":[{"name":"Ada Lovelace","roles":["author"]},{"name":"Bo","roles":["editor","host"]},
      {"name":"Ville de Lyon","kind":"organisation"}],
      "places":[{"name":"Lyon","latitude":45.75,"longitude":4.85},"Metz"],
      "events":[{"name":"La fête","date":"2024-05","end":"2024-06","place":"Lyon"}],
      "relations":[{"type":"respondsTo","title":"l'EAU"},
      {"type":"cites","title":"Ailleurs","target":"https://example.org/a"}],
      "signers":["Bo"],"url":"../../x","layout":"x"}
      """
    editions.add("le-puits", title: "Le puits", text: text, meta: meta, day: 2)
    editions.add("le-puits", number: 2, title: "Le puits", text: text, meta: meta, day: 3)
    editions.add(
      "the-well",
      title: "The well",
      text: "A text in English.\n",
      meta: """
        {"language":"en","relations":[{"type":"cites","title":"Le puits"}],
        "places":[{"name":"LYON"}]}
        """,
      day: 4
    )
    return editions
  }
}
