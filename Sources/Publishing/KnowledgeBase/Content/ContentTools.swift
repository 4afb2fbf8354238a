// SPDX-License-Identifier: Apache-2.0

import Pads
import TextCRDT

/// What MkDocs and Hugo need to build the content: nothing of it asks a machine elsewhere for anything.
struct ContentTools {
  private let settings: KnowledgeBaseSettings

  init(_ settings: KnowledgeBaseSettings) {
    self.settings = settings
  }

  /// The files by their places in the folder.
  var files: [(place: String, text: String)] {
    let theme = "themes/encrier/layouts/_default"
    return [
      ("mkdocs.yml", mkDocs), ("hugo.toml", hugo), ("\(theme)/single.html", Self.page),
      ("\(theme)/list.html", Self.page), ("\(theme)/_markup/render-link.html", Self.link),
      ("\(theme)/_markup/render-image.html", Self.image),
    ]
  }

  private static let folders =
    KnownEntity.Kind.allCases.map(ContentPlaces.folder) + ["dates"]

  /// Pages of texts are left out of the menu, which every page would repeat.
  private var mkDocs: String {
    let name = FrontMatter.yaml([.init(key: "site_name", value: .string(title))])
    let menu = (["index.md"] + Self.folders.map { "\($0)/index.md" }).map { "  - \($0)\n" }
    return """
      \(name)docs_dir: content
      use_directory_urls: false
      theme:
        name: mkdocs
        highlightjs: false
      markdown_extensions:
        - footnotes
      nav:
      \(menu.joined())
      """
  }

  /// Hugo calls the page of a folder `_index.md`, and where there is an `index.md` it sees no other page.
  private var hugo: String {
    var text = """
      baseURL = "/"
      title = \(Self.quoted(title))
      theme = "encrier"
      uglyURLs = true
      buildFuture = true
      disableAliases = true
      disableKinds = ["taxonomy", "term", "RSS"]

      [markup.goldmark.parser.attribute]
      title = false
      block = false

      [markup.highlight]
      codeFences = false

      [module]

      """
    for (source, target) in [
      ("content/images", "static/images"), ("content/texts", "content/texts"),
    ] {
      text += Self.mount(source, target)
    }
    text += Self.mount("content/index.md", "content/_index.md")
    for folder in Self.folders {
      text += Self.mount("content/\(folder)", "content/\(folder)", isWithoutIndex: true)
      text += Self.mount("content/\(folder)/index.md", "content/\(folder)/_index.md")
    }
    return text
  }

  private var title: String { MarkdownText.plain(settings.title) }

  private static func mount(
    _ source: String,
    _ target: String,
    isWithoutIndex: Bool = false
  ) -> String {
    let excluded = isWithoutIndex ? "excludeFiles = [\"index.md\"]\n" : ""
    return "\n[[module.mounts]]\nsource = \"\(source)\"\ntarget = \"\(target)\"\n\(excluded)"
  }

  /// A text as TOML writes it.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: quoted += " "
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static let page = """
    <!DOCTYPE html>
    <html lang="{{ .Params.lang | default "fr" }}">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{{ .Title }}</title>
    </head>
    <body>
    <p><a href="{{ relURL "/" }}">{{ .Site.Title }}</a></p>
    <main dir="auto">
    {{ .Content }}
    </main>
    </body>
    </html>

    """

  /// Links between Markdown files become links between pages.
  private static let link = """
    {{- $url := urls.Parse .Destination -}}
    {{- $path := .Destination -}}
    {{- if and (not $url.Scheme) (not $url.Host) (strings.HasSuffix $url.Path ".md") -}}
    {{- $path = replaceRE "\\\\.md($|#)" ".html$1" .Destination -}}
    {{- end -}}
    <a href="{{ $path | safeURL }}">{{ .Text | safeHTML }}</a>
    """

  /// An image that is not here becomes a link: nobody is asked for it.
  private static let image = """
    {{- $url := urls.Parse .Destination -}}
    {{- if or $url.Scheme $url.Host -}}
    <a href="{{ .Destination }}">{{ or .PlainText .Destination }}</a>
    {{- else -}}
    <img src="{{ .Destination | safeURL }}" alt="{{ .PlainText }}">
    {{- end -}}
    """
}
