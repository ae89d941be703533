using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>What is wrong with a schema, in ML.NET's words.</summary>
internal static class SchemaErrors
{
    private const int MostListed = 20;

    /// <summary>There is no such column.</summary>
    /// <param name="input">What was looked for.</param>
    /// <param name="found">The names of the columns there are.</param>
    public static string Missing(SolverInput input, IEnumerable<string> found)
    {
        string[] names = [.. found.Distinct()];
        string listed = string.Join(", ", names.Take(MostListed).Select(name => $"'{name}'"));
        string all = names.Length switch
        {
            0 => "there are no columns",
            <= MostListed => $"there are {listed}",
            _ => $"there are {listed} and {names.Length - MostListed} more",
        };
        return $"Could not find input column '{input.Column}', which brings {input.Role}; {all}.";
    }

    /// <summary>The column has another type or size.</summary>
    /// <param name="input">What was looked for.</param>
    /// <param name="found">The column's type.</param>
    public static string Mismatch(SolverInput input, string found) =>
        $"Schema mismatch for input column '{input.Column}', which brings {input.Role}: expected {input.Expected}, got {found}";

    /// <summary>What a pipeline knows of a column's type.</summary>
    public static string TypeOf(SchemaShape.Column column)
    {
        string item = column.IsKey ? $"Key<{column.ItemType}>" : $"{column.ItemType}";
        return column.Kind switch
        {
            SchemaShape.Column.VectorKind.Scalar => item,
            SchemaShape.Column.VectorKind.Vector => $"Vector<{item}>",
            SchemaShape.Column.VectorKind.VariableVector => $"VarVector<{item}>",
        };
    }
}
