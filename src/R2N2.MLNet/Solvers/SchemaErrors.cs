using Microsoft.ML;

namespace R2N2.MLNet;

/// <summary>What is wrong with a schema, in ML.NET's words.</summary>
internal static class SchemaErrors
{
    private const int MostListed = 20;

    /// <summary>There is no such column.</summary>
    /// <param name="column">What was looked for.</param>
    /// <param name="role">What it brings, in words.</param>
    /// <param name="found">The names of the columns there are.</param>
    public static string Missing(string column, string role, IEnumerable<string> found)
    {
        string[] names = [.. found.Distinct()];
        string listed = string.Join(", ", names.Take(MostListed).Select(name => $"'{name}'"));
        string all = names.Length switch
        {
            0 => "there are no columns",
            <= MostListed => $"there are {listed}",
            _ => $"there are {listed} and {names.Length - MostListed} more",
        };
        return $"Could not find input column '{column}', which brings {role}; {all}.";
    }

    /// <summary>The column has another type or size.</summary>
    /// <param name="column">What was looked for.</param>
    /// <param name="role">What it brings, in words.</param>
    /// <param name="expected">The types that will do.</param>
    /// <param name="found">The column's type.</param>
    public static string Mismatch(string column, string role, string expected, string found) =>
        $"Schema mismatch for input column '{column}', which brings {role}: expected {expected}, got {found}";

    /// <summary>Several columns together have too many numbers, or too few.</summary>
    /// <param name="input">What was looked for.</param>
    /// <param name="found">The columns' types.</param>
    public static string Total(SolverInput input, IReadOnlyList<string> found) =>
        $"Schema mismatch for input columns {string.Join(", ", input.Columns.Select(name => $"'{name}'"))}, which bring {input.Role}: "
        + $"expected {input.Parameter.Shape.Size} numbers together, got {string.Join(", ", found)}";

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
