// SPDX-License-Identifier: Apache-2.0

/// How an exported page looks, on a screen and on paper.
enum HTMLStyle {
  static let sheet = """
    :root { color-scheme: light dark; }
    html { font: 1.0625rem/1.6 Georgia, "DejaVu Serif", serif; }
    body { margin: 0; padding: 2rem 1.25rem 4rem; }
    main { max-width: 42rem; margin: 0 auto; overflow-wrap: break-word; }
    h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.6em 0 .5em; font-family: system-ui, "DejaVu Sans", sans-serif; break-after: avoid; }
    h1 { font-size: 1.9em; margin-top: 0; }
    h2 { font-size: 1.45em; }
    h3 { font-size: 1.2em; }
    h4, h5, h6 { font-size: 1em; }
    p, ul, ol, blockquote, pre, table { margin: 0 0 1em; }
    li > p { margin-bottom: .4em; }
    .task { list-style: none; }
    .task > input, .task > p > input { margin: 0 .4em 0 -1.5em; }
    .box { display: inline-block; width: 1.5em; margin-left: -1.5em; font-family: "DejaVu Sans", sans-serif; }
    blockquote { margin-left: 0; padding-left: 1em; border-left: .2em solid #8888; }
    pre, code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .9em; }
    pre { padding: .8em 1em; border: 1px solid #8886; border-radius: .3em; overflow-x: auto; white-space: pre-wrap; }
    img { max-width: 100%; height: auto; }
    table { border-collapse: collapse; max-width: 100%; }
    th, td { border: 1px solid #8888; padding: .3em .6em; vertical-align: top; text-align: start; }
    thead { break-after: avoid; }
    tr, img, pre { break-inside: avoid; }
    hr { border: 0; border-top: 1px solid #8888; margin: 2em 0; }
    .footnotes { margin-top: 2.5em; padding-top: .5em; border-top: 1px solid #8888; font-size: .9em; }
    .footnote-ref { line-height: 0; }
    @media print {
      html { font-size: 10.5pt; }
      body { padding: 0; }
      main { max-width: none; }
      a { color: inherit; }
    }
    @page {
      size: A4;
      margin: 22mm 20mm 24mm;
      @bottom-center { content: counter(page) " / " counter(pages); font: 8pt "DejaVu Sans", sans-serif; color: #555; }
    }
    """
}
