using System.Globalization;

namespace R2N2.Onnx;

/// <summary>One line of a <see cref="FunctionText"/>, taken apart word by word.</summary>
/// <param name="key">The metadata entry that it is of, for messages.</param>
/// <param name="line">The line.</param>
/// <param name="number">Its number, from 1, for messages.</param>
internal ref struct FunctionTextLine(string key, ReadOnlySpan<char> line, int number)
{
    private ReadOnlySpan<char> _rest = line;

    /// <summary>Whether there is no more.</summary>
    public readonly bool IsEmpty => _rest.IsEmpty;

    /// <summary>All that is left.</summary>
    public readonly string Rest => _rest.ToString();

    /// <summary>All that is left, which is then taken.</summary>
    public string TakeRest()
    {
        string rest = Rest;
        _rest = [];
        return rest;
    }

    /// <summary>The next word.</summary>
    public ReadOnlySpan<char> Word()
    {
        int end = _rest.IndexOf(' ');
        ReadOnlySpan<char> word = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? [] : _rest[(end + 1)..];
        return word;
    }

    /// <summary>Whether the next word is a given one, which is then taken.</summary>
    public bool TryTake(string word)
    {
        FunctionTextLine behind = this;
        if (!behind.Word().SequenceEqual(word))
        {
            return false;
        }

        this = behind;
        return true;
    }

    /// <summary>The next word as an integer.</summary>
    public int Integer()
    {
        ReadOnlySpan<char> word = Word();
        return int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw Failure($"has '{word}' where an integer belongs");
    }

    /// <summary>The next word as a shape.</summary>
    public Shape Shape()
    {
        ReadOnlySpan<char> word = Word();
        if (word.SequenceEqual("-"))
        {
            return R2N2.Shape.Scalar;
        }

        int[] dimensions = new int[word.Count('x') + 1];
        int axis = 0;
        foreach (Range part in word.Split('x'))
        {
            if (!int.TryParse(word[part], NumberStyles.None, CultureInfo.InvariantCulture, out dimensions[axis++]))
            {
                throw Failure($"has '{word}' where a shape belongs, such as 5x3");
            }
        }

        var shape = R2N2.Shape.Of(dimensions);
        RequireCountable(shape);
        return shape;
    }

    /// <summary>The next word as a number.</summary>
    public double Number()
    {
        ReadOnlySpan<char> word = Word();
        if (word.StartsWith("#") && long.TryParse(word[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long bits))
        {
            return BitConverter.Int64BitsToDouble(bits);
        }

        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw Failure($"has '{word}' where a number belongs");
    }

    /// <summary>Refuses shapes with more elements than any array has.</summary>
    public readonly void RequireCountable(Shape shape)
    {
        if (shape.Rank == 2 && (long)shape[0] * shape[1] > Array.MaxLength)
        {
            throw Failure($"makes a {shape}, more than {Array.MaxLength} elements");
        }
    }

    /// <summary>A failure with the number of the line.</summary>
    public readonly FormatException Failure(string what) =>
        new($"line {number} of the metadata entry '{key}' {what}.");
}
