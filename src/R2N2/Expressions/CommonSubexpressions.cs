using System.Runtime.InteropServices;

namespace R2N2;

/// <summary>Recognises nodes that compute the same thing, so that each is computed once.</summary>
/// <remarks>Symbolic derivatives of one f along several directions share all of f's own values.</remarks>
internal sealed class CommonSubexpressions
{
    private readonly Dictionary<Key, int> _known = [];

    /// <summary>The slot of an equal node seen before; otherwise remembers this one under <paramref name="slot"/>.</summary>
    /// <param name="node">A computed node.</param>
    /// <param name="operands">The slots of its operands, themselves already unified.</param>
    /// <param name="slot">The slot the node gets if it is new.</param>
    public int Unify(Expression node, int[] operands, int slot)
    {
        ref int known = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, new Key(node, operands), out bool exists);
        if (!exists)
        {
            known = slot;
        }

        return known;
    }

    private readonly struct Key(Expression node, int[] operands) : IEquatable<Key>
    {
        private readonly Expression _node = node;
        private readonly int[] _operands = operands;

        private ConstantKey Constant => new(_node.Values, _node.Shape);

        public bool Equals(Key other) =>
            _node.Primitive == other._node.Primitive
            && _node.Arguments == other._node.Arguments
            && _operands.AsSpan().SequenceEqual(other._operands)
            && Constant.Equals(other.Constant);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            hash.Add(_node.Primitive);
            hash.Add(_node.Arguments);
            hash.AddBytes(MemoryMarshal.AsBytes(_operands.AsSpan()));
            hash.Add(Constant);
            return hash.ToHashCode();
        }
    }
}
