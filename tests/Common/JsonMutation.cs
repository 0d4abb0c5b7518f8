using System.Text.Json;
using System.Text.Json.Nodes;

namespace Microsoft.ML.Reasoning.Testing;

/// <summary>Edits that keep JSON well formed: they reach the code behind the parser.</summary>
internal static class JsonMutation
{
    private static readonly string[] s_values =
    [
        "-1", "0", "1", "2", "3", "5", "0.5", "-0.0", "1e308", "1e400", "2147483647", "2147483648", "4294967296", "9223372036854775807", "99999999999999999999", "null", "true",
        "false", "\"\"", "\" \"", "\"..\"", "\"../x\"", "\"/x\"", "\"\\u0000\"", "\"F64\"", "\"I8\"", "\"llama\"", "\"qwen3\"", "\"yarn\"", "\"(a+)+$\"", "\"(?<=x\"", "\"\\\\p{L}+|\\\\s+\"",
        "[]", "{}", "[1,2]", "[0,0,0]", "[[[[1]]]]", "{\"type\":\"Sequence\"}", "{\"type\":\"ByteLevel\"}", "{\"a\":{\"b\":[]}}", "\"漢😀\"", "[-1]", "[4611686018427387904,4611686018427387904]",
    ];

    /// <summary>The text with one to three of its values replaced, removed, doubled or swapped; null where it is not JSON.</summary>
    public static string? Edit(string json, Random random)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
        if (root is null)
            return null;
        for (int edits = random.Next(1, 4); edits > 0; edits--)
        {
            List<JsonNode> inner = [];
            Collect(root, inner);
            if (inner.Count > 0)
                EditOne(inner[random.Next(inner.Count)], random);
        }
        return root.ToJsonString();
    }

    private static void Collect(JsonNode? node, List<JsonNode> inner)
    {
        IEnumerable<JsonNode?> children = node switch { JsonObject members => members.Select(m => m.Value), JsonArray items => items, _ => [] };
        if (node is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
            inner.Add(node);
        foreach (JsonNode? child in children)
            Collect(child, inner);
    }

    private static void EditOne(JsonNode owner, Random random)
    {
        JsonNode? value = JsonNode.Parse(s_values[random.Next(s_values.Length)]);
        int kind = random.Next(5);
        if (owner is JsonObject members)
        {
            string name = members.ElementAt(random.Next(members.Count)).Key, other = members.ElementAt(random.Next(members.Count)).Key;
            if (kind == 0)
                members.Remove(name);
            else if (kind == 1)
                members[name] = members[other]?.DeepClone();
            else if (kind == 2)
                members[name + "x"] = value;
            else
                members[name] = value;
        }
        else if (owner is JsonArray items)
        {
            int at = random.Next(items.Count);
            if (kind == 0)
                items.RemoveAt(at);
            else if (kind == 1)
                items.Insert(at, items[random.Next(items.Count)]?.DeepClone());
            else if (kind == 2)
                items.Add(value);
            else
                items[at] = value;
        }
    }
}
