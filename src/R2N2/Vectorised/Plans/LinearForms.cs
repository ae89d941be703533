namespace R2N2.Vectorised;

/// <summary>
/// Recognises stencils: values that are copied together of parts of another value, and sums of such, so that the sum reads the other
/// value where it is and nothing is copied. Which numbers are added, and in which order, stays the same.
/// </summary>
internal sealed class LinearForms
{
    private readonly Dictionary<PlanValue, LinearForm> _known = [];

    /// <summary>Notes a part of a value.</summary>
    /// <param name="part">The part.</param>
    /// <param name="value">The value.</param>
    /// <param name="copy">Which elements, in rows.</param>
    public void Take(PlanValue part, PlanValue value, BlockCopy copy)
    {
        LinearForm? moved = _known.GetValueOrDefault(value);
        bool isMove = moved is { IsMove: true };
        if ((copy.Rows == 1 && !isMove) || value.Constant is not null || value.IsRepeated)
        {
            return;
        }

        int[]? from = isMove ? moved!.Terms[0].Places : null;
        (PlanValue root, int first) = isMove ? (moved!.Root, 0) : value.Resolve();
        int[] places = new int[part.Size];
        for (int row = 0; row < copy.Rows; row++)
        {
            for (int i = 0; i < copy.Width; i++)
            {
                int place = (row * copy.FromStride) + copy.From + i;
                places[(row * copy.Width) + i] = from is null ? first + place : from[place];
            }
        }

        _known[part] = LinearForm.Move(root, places, isMoved: true);
    }

    /// <summary>Notes the same elements under another shape.</summary>
    public void Reshape(PlanValue reshaped, PlanValue value)
    {
        if (_known.TryGetValue(value, out LinearForm? form))
        {
            _known[reshaped] = form;
        }
    }

    /// <summary>Notes a value that is copied together of parts: of one other value, and zeros.</summary>
    /// <param name="whole">The value.</param>
    /// <param name="parts">The parts.</param>
    /// <param name="outer">How many rows, each with one of every part's.</param>
    public void Join(PlanValue whole, IReadOnlyList<PlanValue> parts, int outer)
    {
        LinearForm?[] forms = [.. parts.Select(part => part.Constant is null ? MoveOf(part) : null)];
        PlanValue? root = forms.FirstOrDefault(form => form is not null)?.Root;
        if (root is null || parts.Where((part, k) => part.Constant is { } zeros ? zeros.Any(zero => zero != 0) : forms[k]?.Root != root).Any())
        {
            return;
        }

        int[]?[] from = Array.ConvertAll(forms, form => form?.Terms[0].Places);
        int[] places = new int[whole.Size];
        int at = 0;
        for (int row = 0; row < outer; row++)
        {
            for (int k = 0; k < from.Length; k++)
            {
                int width = parts[k].Size / outer;
                for (int i = 0; i < width; i++)
                {
                    places[at++] = from[k]?[(row * width) + i] ?? -1;
                }
            }
        }

        _known[whole] = LinearForm.Move(root, places, isMoved: true);
    }

    /// <summary>Notes a value times constants.</summary>
    /// <param name="result">The product.</param>
    /// <param name="value">The value.</param>
    /// <param name="factors">One for all elements, or one for each.</param>
    public void Scale(PlanValue result, PlanValue value, double[] factors)
    {
        // A sum times a number is not the sum of its terms times it, but for powers of two: differences would lose their digits.
        LinearForm? form = _known.GetValueOrDefault(value) ?? Itself(value);
        if (form is not null && result.Size == value.Size && (form.IsSingle || Array.TrueForAll(factors, factor => double.IsPow2(Math.Abs(factor)))))
        {
            _known[result] = form.Times(factors);
        }
    }

    /// <summary>The sum or difference of two values, where reading another value instead saves copies.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <param name="sign">1 to add it, -1 to subtract it.</param>
    public LinearForm? Sum(PlanValue left, PlanValue right, double sign)
    {
        if (!_known.ContainsKey(left) && !_known.ContainsKey(right))
        {
            return null;
        }

        return (from first in Forms(left)
                from second in Forms(right)
                select LinearForm.Sum(first, second.Times([sign]))).FirstOrDefault(sum => sum is not null);
    }

    /// <summary>Notes what such a sum is.</summary>
    public void Note(PlanValue sum, LinearForm form) => _known[sum] = form;

    private IEnumerable<LinearForm> Forms(PlanValue value)
    {
        if (_known.TryGetValue(value, out LinearForm? form))
        {
            yield return form;
        }

        if (Itself(value) is { } itself)
        {
            yield return itself;
        }
    }

    private LinearForm? MoveOf(PlanValue value) => _known.GetValueOrDefault(value) is { IsMove: true } form ? form : Itself(value);

    // The elements where they are.
    private static LinearForm? Itself(PlanValue value)
    {
        if (value.Constant is not null || value.IsRepeated || value.Shape.Rank == 0)
        {
            return null;
        }

        (PlanValue root, int first) = value.Resolve();
        return LinearForm.Move(root, [.. Enumerable.Range(first, value.Size)], isMoved: false);
    }
}
