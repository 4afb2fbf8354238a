// SPDX-License-Identifier: Apache-2.0

/// The description of a route table in OpenAPI 3.1.
struct OpenAPIDocument {
  let routes: [Route]
  let serverURL: String?

  var json: JSONValue {
    var paths: [String: [String: JSONValue]] = [:]
    for route in routes {
      paths[route.path.text, default: [:]][route.method.lowercased()] = operation(route)
    }
    var document: [String: JSONValue] = [
      "openapi": "3.1.0",
      "info": [
        "title": "Encrier", "version": "1",
        "description": "Pads that people write in together.",
        "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
      ],
      "paths": .object(paths.mapValues { .object($0) }),
      "components": ["schemas": ["Problem": Self.problem]],
    ]
    if let serverURL { document["servers"] = [["url": .string(serverURL)]] }
    return .object(document)
  }

  private func operation(_ route: Route) -> JSONValue {
    let operation = route.operation
    var object: [String: JSONValue] = ["summary": .string(operation.summary)]
    let inPath: [JSONValue] = route.path.parameterNames.map { name in
      ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string"]]
    }
    let inQuery: [JSONValue] = operation.parameters.map { parameter in
      [
        "name": .string(parameter.name), "in": "query", "schema": parameter.schema.json,
        "description": .string(parameter.description),
      ]
    }
    if !(inPath + inQuery).isEmpty { object["parameters"] = .array(inPath + inQuery) }
    switch operation.body {
    case .json(let schema):
      object["requestBody"] = ["content": ["application/json": ["schema": schema.json]]]
    case .markdown:
      object["requestBody"] = [
        "required": true, "content": ["text/markdown": ["schema": ["type": "string"]]],
      ]
    case .image:
      object["requestBody"] = [
        "required": true, "content": ["image/*": ["schema": [:]]],
      ]
    case .jsonOrFile(let schema, let types):
      var content: [String: JSONValue] = ["application/json": ["schema": schema.json]]
      for type in types { content[type] = ["schema": [:]] }
      object["requestBody"] = ["content": .object(content)]
    case nil: break
    }
    object["responses"] = responses(of: operation)
    return .object(object)
  }

  private func responses(of operation: Operation) -> JSONValue {
    var success: [String: JSONValue] = ["description": .string(operation.summary)]
    switch operation.success.content {
    case .json(let schema):
      success["content"] = ["application/json": ["schema": schema.json]]
    case .media(let type):
      success["content"] = .object([type: ["schema": ["type": "string"]]])
    case .none: break
    }
    var responses = [String(operation.success.status): JSONValue.object(success)]
    for status in operation.problems + [400] {
      responses[String(status)] = [
        "description": "a problem document",
        "content": [
          "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]
        ],
      ]
    }
    return .object(responses)
  }

  private static let problem: JSONValue = [
    "type": "object",
    "properties": [
      "type": ["type": "string", "format": "uri"], "title": ["type": "string"],
      "status": ["type": "integer"], "detail": ["type": "string"],
    ],
  ]
}
