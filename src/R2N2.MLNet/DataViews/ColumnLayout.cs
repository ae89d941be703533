using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>
/// Input columns plus added ones, in ML.NET's own order: an added column that hides an existing one comes right after it,
/// any other at the end.
/// </summary>
internal sealed class ColumnLayout
{
    // For each output column: the input column, or the complement of the added one.
    private readonly int[] _sources;

    public ColumnLayout(DataViewSchema input, IReadOnlyList<DataViewSchema.DetachedColumn> added)
    {
        Input = input;
        List<int> order = [.. Enumerable.Range(0, input.Count)];
        string Name(int source) => source >= 0 ? input[source].Name : added[~source].Name;

        for (int i = 0; i < added.Count; i++)
        {
            int hidden = order.FindLastIndex(source => Name(source) == added[i].Name);
            order.Insert(hidden < 0 ? order.Count : hidden + 1, ~i);
        }

        _sources = [.. order];
        DataViewSchema.Builder builder = new();
        foreach (int source in order)
        {
            DataViewSchema.DetachedColumn column = source >= 0 ? new DataViewSchema.DetachedColumn(input[source]) : added[~source];
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        }

        Output = builder.ToSchema();
    }

    /// <summary>What comes in.</summary>
    public DataViewSchema Input { get; }

    /// <summary>What goes out; one instance, since ML.NET compares schemas by reference.</summary>
    public DataViewSchema Output { get; }

    /// <summary>Whether an output column passes an input column on.</summary>
    /// <param name="column">The index of the output column.</param>
    /// <param name="index">The index of the input column, or of the added one.</param>
    public bool IsPassedOn(int column, out int index)
    {
        int source = _sources[column];
        index = source >= 0 ? source : ~source;
        return source >= 0;
    }

    /// <summary>Which output columns are meant.</summary>
    /// <exception cref="ArgumentException">A column is of another schema.</exception>
    public bool[] Active(IEnumerable<DataViewSchema.Column> columns)
    {
        bool[] active = new bool[Output.Count];
        foreach (DataViewSchema.Column column in columns)
        {
            if (column.Index >= active.Length || Output[column.Index].Name != column.Name)
            {
                throw new ArgumentException($"The column '{column.Name}' does not belong to this schema.", nameof(columns));
            }

            active[column.Index] = true;
        }

        return active;
    }

    /// <summary>The input columns that output columns need, and whether an added column is among those.</summary>
    /// <param name="active">The output columns.</param>
    /// <param name="read">The input columns that added ones are computed from.</param>
    public (DataViewSchema.Column[] Needed, bool Solves) Dependencies(bool[] active, IEnumerable<int> read)
    {
        HashSet<int> needed = [];
        bool solves = false;
        for (int column = 0; column < active.Length; column++)
        {
            if (active[column] && IsPassedOn(column, out int index))
            {
                needed.Add(index);
            }
            else
            {
                solves |= active[column];
            }
        }

        if (solves)
        {
            needed.UnionWith(read);
        }

        return ([.. Input.Where(column => needed.Contains(column.Index))], solves);
    }
}
