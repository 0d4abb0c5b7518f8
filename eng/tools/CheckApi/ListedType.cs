namespace Microsoft.ML.Reasoning.CheckApi;

/// <summary>A public type: its name without namespace, its declaration, and its members in canonical text.</summary>
/// <param name="Name">Enclosing types included, generic arity as <c>`n</c>: <c>torch.Tensor</c>, <c>VBuffer`1</c>.</param>
/// <param name="Declaration">Kind and name, for messages.</param>
/// <param name="Bases">Base type and interfaces, canonical.</param>
/// <param name="Members">Canonical member text -> member name (accessors, operators and constructors included).</param>
/// <param name="Source">The lines as they stand in the listing; empty for a type of an assembly.</param>
internal sealed record ListedType(
    string Name, string Declaration, IReadOnlySet<string> Bases, IReadOnlyDictionary<string, string> Members, IReadOnlyList<string> Source);
