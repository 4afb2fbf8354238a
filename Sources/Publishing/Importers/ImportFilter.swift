// SPDX-License-Identifier: Apache-2.0

/// What pandoc does with a document before it writes it as Markdown, in Lua.
enum ImportFilter {
  /// The field by which the filter tells what it left out.
  static let notes = "encrier-notes"

  /// The filter.
  ///
  /// - Parameters:
  ///   - marker: What stands before the name of an image, in hexadecimal digits.
  ///   - goesOn: Whether a numbered list goes on where another stands before it, as in Word.
  /// - Returns: The filter.
  static func source(marker: String, goesOn: Bool) -> String {
    """
    local marker = "\(marker)"
    local notesField = "\(notes)"
    local goesOn = \(goesOn)
    \(functions)
    """
  }

  private static let functions = #"""
    local counts = {}
    local function note(kind) counts[kind] = (counts[kind] or 0) + 1 end
    local List = pandoc.List

    -- Footnotes of HTML, as cmark-gfm, GitHub and pandoc write them, become footnotes again.
    local function isFootnotes(div)
      return div.classes:includes("footnotes") or div.attributes["footnotes"] ~= nil
        or div.attributes["role"] == "doc-endnotes"
    end

    local function withoutWayBack(blocks)
      return pandoc.walk_block(pandoc.Div(blocks), {
        Link = function(link)
          if link.target:match("^#fnref") or link.target:match("^#user%-content%-fnref")
            or link.classes:includes("footnote-backref") or link.classes:includes("footnote-back")
          then return {} end
        end,
      }).content
    end

    local function restoreNotes(doc)
      local notes, found = {}, false
      local rest = pandoc.walk_block(pandoc.Div(doc.blocks), {
        Div = function(section)
          if not isFootnotes(section) then return nil end
          pandoc.walk_block(section, {
            Div = function(div)
              if div.identifier ~= "" then
                notes[div.identifier] = withoutWayBack(div.content)
                found = true
              end
            end,
          })
          return {}
        end,
      })
      if not found then return nil end
      doc.blocks = pandoc.walk_block(rest, {
        Link = function(link)
          local note = notes[link.target:match("^#(.*)$") or ""]
          if note then return pandoc.Note(note) end
        end,
      }).content
      return doc
    end

    local function flat(blocks)
      if #blocks > 1 or (blocks[1] and blocks[1].t ~= "Plain" and blocks[1].t ~= "Para") then
        note("table")
      end
      local inlines = pandoc.utils.blocks_to_inlines(blocks, { pandoc.Space() })
      local line = pandoc.walk_inline(pandoc.Span(inlines), {
        LineBreak = function() return pandoc.Space() end,
        SoftBreak = function() return pandoc.Space() end,
        Note = function(inner) return pandoc.utils.blocks_to_inlines(inner.content) end,
      })
      return #inlines == 0 and {} or { pandoc.Plain(line.content) }
    end

    local function isEmpty(row)
      for _, cell in ipairs(row) do
        if pandoc.utils.stringify(cell):match("%S") then return false end
      end
      return true
    end

    -- Word for word, where the writer would put marks before what looks like one.
    local function plainValue(value)
      local kind = pandoc.utils.type(value)
      if kind == "Inlines" or kind == "Blocks" or kind == "string" then
        local text = pandoc.utils.stringify(value)
        return pandoc.MetaInlines({ pandoc.RawInline("gfm", text) })
      end
      if kind == "List" then return List(value):map(plainValue) end
      if kind == "table" then
        local plain = {}
        for key, inner in pairs(value) do plain[key] = plainValue(inner) end
        return plain
      end
      return value
    end

    local function fence(text)
      local length = 3
      for run in text:gmatch("`+") do length = math.max(length, #run + 1) end
      return string.rep("`", length)
    end

    -- Programs make several lists of what people see as one.
    local function joined(first, second)
      if not first or first.t ~= second.t then return false end
      if first.t == "BulletList" then return true end
      if first.t ~= "OrderedList" then return false end
      return second.start == first.start + #first.content or goesOn and second.start == 1
    end

    local function content(looks)
      return function(element)
        if looks then note("looks") end
        return element.content
      end
    end

    return {
      { Pandoc = restoreNotes },
      {
        Image = function(image)
          local text = pandoc.utils.stringify(image.caption)
          image.attr = pandoc.Attr()
          image.caption = text == "" and {} or { pandoc.Str(text) }
          if image.src:match("^https?://") then return image end
          if image.src:match("^%a[%w+.-]+:") then
            note("image-missing")
            return image.caption
          end
          local name = image.src:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end)
          image.src = marker .. name:gsub(".", function(byte)
            return string.format("%02x", byte:byte())
          end) .. "."
          return image
        end,
        Link = function(link)
          local target = link.target:lower()
          local isWay = target:match("^https?://") or target:match("^mailto:")
            or target:match("^tel:") or not target:match("^[%s%c]*%a[%w+.-]*:")
          if not isWay or target:match("^#") or #link.content == 0 then return link.content end
          link.attr = pandoc.Attr()
          return link
        end,
        RawInline = function(raw)
          if raw.format ~= "html" then return {} end
          local tag = raw.text:lower()
          if tag:match("^<input[^>]*type=[\"']?checkbox") then
            return { pandoc.Str(tag:match("%schecked") and "☒" or "☐"), pandoc.Space() }
          end
          return {}
        end,
        RawBlock = function() return {} end,
        Superscript = function(element)
          if #element.content == 1 and element.content[1].t == "Note" then
            return element.content
          end
          note("looks")
          return element.content
        end,
        Subscript = content(true),
        Underline = content(true),
        SmallCaps = content(true),
        Span = content(false),
        Cite = content(false),
        Math = function(math) return pandoc.Code(math.text) end,
        Code = function(code) return pandoc.Code(code.text) end,
      },
      {
        Div = function(div) return div.content end,
        Blocks = function(blocks)
          local together = List()
          for _, block in ipairs(blocks) do
            local last = together[#together]
            if joined(last, block) then
              local items = List(last.content)
              items:extend(block.content)
              last.content = items
              together[#together] = last
            else
              together:insert(block)
            end
          end
          return together
        end,
        Header = function(header)
          -- Our pages and pandoc's say their title so, before the text.
          if header.level == 1 and header.classes:includes("title") then return {} end
          header.attr = pandoc.Attr()
          header.level = math.min(header.level, 6)
          if #header.content == 0 then return {} end
          return header
        end,
        LineBlock = function(block)
          local line = List()
          for number, part in ipairs(block.content) do
            if number > 1 then line:insert(pandoc.LineBreak()) end
            line:extend(part)
          end
          return pandoc.Para(line)
        end,
        DefinitionList = function(list)
          local blocks = List()
          for _, item in ipairs(list.content) do
            blocks:insert(pandoc.Para({ pandoc.Strong(item[1]) }))
            for _, definition in ipairs(item[2]) do blocks:extend(definition) end
          end
          return blocks
        end,
        CodeBlock = function(block)
          local language = ""
          for _, class in ipairs(block.classes) do
            if language == "" and class:match("^[%w+#-]+$") and class ~= "sourceCode"
              and class ~= "numberSource" then language = class end
          end
          local marks = fence(block.text)
          return pandoc.RawBlock("gfm", marks .. language .. "\n" .. block.text .. "\n" .. marks)
        end,
        Table = function(element)
          local table = pandoc.utils.to_simple_table(element)
          table.caption = {}
          for number, cell in ipairs(table.headers) do table.headers[number] = flat(cell) end
          for _, row in ipairs(table.rows) do
            for number, cell in ipairs(row) do row[number] = flat(cell) end
          end
          -- Markdown's tables have a head, always.
          if isEmpty(table.headers) and #table.rows > 0 then
            local rows = List(table.rows)
            table.headers = rows:remove(1)
            table.rows = rows
          end
          for number in ipairs(table.widths) do table.widths[number] = 0 end
          return pandoc.utils.from_simple_table(table)
        end,
      },
      {
        Pandoc = function(doc)
          local fields = {}
          for key, value in pairs(doc.meta) do fields[key] = plainValue(value) end
          local told = {}
          local any = false
          for kind, count in pairs(counts) do
            told[kind] = plainValue(tostring(count))
            any = true
          end
          if any then fields[notesField] = told end
          doc.meta = pandoc.Meta(fields)
          return doc
        end,
      },
    }
    """#
}
