namespace R2N2;

/// <summary>Truth values as the numbers 0 and 1, which every reader has.</summary>
internal static class Conditions
{
    /// <summary>0 where all numbers are finite, NaN elsewhere.</summary>
    public static Expression Poison(params IEnumerable<Expression> values) =>
        values.Select(value => Expression.Sum(value - value)).Aggregate((sum, next) => sum + next);

    /// <summary>A choice by a 0-or-1 number.</summary>
    public static Expression If(Expression condition, Expression then, Expression otherwise) =>
        Expression.SelectLess(condition, 0.5, otherwise, then);

    /// <summary>1 where a 0-or-1 number is 0, and 0 where it is 1.</summary>
    public static Expression Not(Expression condition) => 1 - condition;

    /// <summary>1 where all of some 0-or-1 numbers are 1, else 0.</summary>
    public static Expression And(params IEnumerable<Expression> conditions) => conditions.Aggregate(Expression.Min);

    /// <summary>1 where one of some 0-or-1 numbers is 1, else 0.</summary>
    public static Expression Or(params IEnumerable<Expression> conditions) => conditions.Aggregate(Expression.Max);

    /// <summary>The same of given values by any engine.</summary>
    /// <param name="reader">The engine.</param>
    /// <param name="values">At least one value.</param>
    /// <param name="shapes">Their shapes.</param>
    public static T Poison<T>(IReader<T> reader, T[] values, IReadOnlyList<Shape> shapes)
        where T : class
    {
        Expression[] inputs = [.. shapes.Select((shape, i) => Expression.Input($"value {i + 1}", shape))];
        return new RecordedFunction("poison", inputs, [Poison(inputs)]).Evaluate(reader, values)[0];
    }

    /// <summary>1 where a number is finite or 0 by <see cref="Poison"/>, 0 elsewhere: comparisons with NaN are false.</summary>
    public static Expression IsClean(Expression poison) => Expression.SelectLess(poison, 1, 1, 0);
}
