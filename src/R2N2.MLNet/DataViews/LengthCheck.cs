using Microsoft.ML;
using Microsoft.ML.Data;

namespace R2N2.MLNet;

/// <summary>Refuses rows whose vector has another length than their column's type promises; nothing else in ML.NET does.</summary>
/// <param name="row">The row, or a cursor's rows.</param>
/// <param name="column">A column of vectors of known size.</param>
internal sealed class LengthCheck(DataViewRow row, DataViewSchema.Column column)
{
    private readonly ValueGetter<DataViewRowId> _readId = row.GetIdGetter();
    private readonly int _expected = ((VectorDataViewType)column.Type).Size;

    /// <summary>Checks the vector of the current row.</summary>
    /// <param name="found">Its length.</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public void Require(int found)
    {
        if (found == _expected)
        {
            return;
        }

        DataViewRowId id = default;
        _readId(ref id);
        throw new ArgumentException(
            $"The vector of row {RowNumber.Of(row, id)} (counted from 0) in the column '{column.Name}' has length {found}; "
            + $"the column's type is {column.Type}, so length {_expected} was expected. Mend the row, or leave it out.");
    }
}
