using Microsoft.ML.Data;

namespace R2N2.MLNet.Tests;

/// <summary>Columns made of the members of a row.</summary>
internal static class RowSchema
{
    /// <summary>A schema of those members that are named, under the names and types given.</summary>
    public static SchemaDefinition Of(Type type, IReadOnlyList<(string Member, string Column, DataViewType Type)> columns)
    {
        var definition = SchemaDefinition.Create(type);
        definition.RemoveAll(column => columns.All(wanted => wanted.Member != column.MemberName));
        foreach ((string member, string name, DataViewType columnType) in columns)
        {
            SchemaDefinition.Column column = definition.Single(found => found.MemberName == member);
            column.ColumnName = name;
            column.ColumnType = columnType;
        }

        return definition;
    }
}
