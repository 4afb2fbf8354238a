// SPDX-License-Identifier: Apache-2.0

/// What pandoc does with a text of ours before it writes it, in Lua.
enum ExportFilter {
  /// The filter, before which stands the table `known`.
  static let source = #"""
    -- What is known of the text, word for word.
    function Meta(meta)
      local function said(text) return pandoc.MetaInlines({ pandoc.Str(text) }) end
      for key, value in pairs(known) do
        if type(value) == "table" then
          local list = {}
          for number, text in ipairs(value) do list[number] = said(text) end
          meta[key] = pandoc.MetaList(list)
        else
          meta[key] = said(value)
        end
      end
      return meta
    end

    -- Images that lie beside the text stay; others become links to them, and are never fetched.
    function Image(image)
      local name = image.src:match("^/images/([0-9a-f]+%.%a+)$")
      if name then
        local file = io.open("images/" .. name, "rb")
        if file then
          file:close()
          image.src = "images/" .. name
          return image
        end
      end
      local text = image.caption
      if #text == 0 then text = { pandoc.Str(image.src) } end
      if image.src:match("^https?://") then return pandoc.Link(text, image.src) end
      return pandoc.Span(text)
    end

    -- A link in a link is one.
    function Link(link)
      local plain = pandoc.walk_inline(link, { Link = function(inner) return inner.content end })
      local target = plain.target:lower()
      if target:match("^%s*javascript:") or target:match("^%s*vbscript:")
        or target:match("^%s*data:") or target:match("^%s*file:") then
        return plain.content
      end
      return plain
    end

    -- Of HTML only breaks, as people put them into tables.
    function RawInline(raw)
      if raw.format == "html" and raw.text:lower():match("^<br%s*/?>$") then
        return pandoc.LineBreak()
      end
      return {}
    end

    function RawBlock()
      return {}
    end
    """#
}
