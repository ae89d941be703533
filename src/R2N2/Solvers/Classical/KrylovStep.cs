using static R2N2.Expression;

namespace R2N2;

/// <summary>A step of Newton's method with n steps of GMRES, written once as an expression (Saad and Schultz, 1986).</summary>
internal static class KrylovStep
{
    // Rounding leaves so much of a product that lies in the space already, relative to its length.
    private const double Rounding = 1e-14;

    /// <summary>Records it. Inputs: x [m], f(x) [m], the parameters; outputs: d [m], and how many products with f's derivative were of use.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="products">n, at least 1.</param>
    public static RecordedFunction Record(EquationFamily family, int products)
    {
        Expression x = Input("x", Shape.Vector(family.StateSize));
        Expression f = Input("f", x.Shape);
        Expression[] parameters = family.RecordParameters();
        Expression beta = Norm(f);

        // An orthonormal basis of span{f, J f, …}; where it is complete, isOpen is 0 and so are further vectors.
        Expression isOpen = SelectLess(0, beta, 1, 0);
        List<Expression> basis = [If(isOpen, -f / beta, 0)];
        List<Column> columns = [];
        Expression right = beta;
        for (int j = 0; j < products; j++)
        {
            Expression image = family.Differentiate(ExpressionReader.Instance, x, basis[j], parameters);
            (Expression[] entries, Expression rest) = Orthogonalise(image, basis);
            Expression below = Norm(rest);
            Column column = Column.Of(entries, below, columns, right, isOpen);
            columns.Add(column);
            right = -column.Sine * right;
            isOpen = SelectLess(Rounding * Norm(image), below, isOpen, 0);
            basis.Add(If(isOpen, rest / below, 0));
        }

        Expression[] y = Solve(columns);
        Expression direction = y.Zip(basis, (weight, vector) => weight * vector).Aggregate((sum, next) => sum + next);
        Expression count = columns.Select(column => column.IsOpen).Aggregate((sum, next) => sum + next);
        return new RecordedFunction("Krylov step", [x, f, .. parameters], [direction, count]);
    }

    private static Expression If(Expression condition, Expression then, Expression otherwise) => Conditions.If(condition, then, otherwise);

    // By modified Gram-Schmidt.
    private static (Expression[] Entries, Expression Remainder) Orthogonalise(Expression vector, List<Expression> basis)
    {
        List<Expression> entries = [];
        foreach (Expression known in basis)
        {
            Expression entry = Sum(known * vector);
            vector -= entry * known;
            entries.Add(entry);
        }

        return ([.. entries], vector);
    }

    // Backwards through the triangle; columns behind a complete space have no part in it.
    private static Expression[] Solve(List<Column> columns)
    {
        Expression[] y = new Expression[columns.Count];
        for (int i = columns.Count - 1; i >= 0; i--)
        {
            Expression rest = columns[i].Right;
            for (int j = i + 1; j < columns.Count; j++)
            {
                rest -= columns[j].Entries[i] * y[j];
            }

            y[i] = If(columns[i].IsOpen, rest / columns[i].Entries[i], 0);
        }

        return y;
    }

    /// <summary>A column of the least-squares problem min ‖β e₁ - H y‖₂, made triangular by rotations.</summary>
    /// <param name="Entries">Its numbers down to the diagonal.</param>
    /// <param name="Cosine">The rotation that removed the number below.</param>
    /// <param name="Sine">Its sine.</param>
    /// <param name="Right">The number of the right side beside it.</param>
    /// <param name="IsOpen">1 where the space was not complete before it, else 0.</param>
    private sealed record Column(Expression[] Entries, Expression Cosine, Expression Sine, Expression Right, Expression IsOpen)
    {
        public static Column Of(Expression[] entries, Expression below, List<Column> earlier, Expression right, Expression isOpen)
        {
            for (int i = 0; i < earlier.Count; i++)
            {
                (Expression cosine, Expression sine) = (earlier[i].Cosine, earlier[i].Sine);
                (entries[i], entries[i + 1]) = (
                    (cosine * entries[i]) + (sine * entries[i + 1]), (cosine * entries[i + 1]) - (sine * entries[i]));
            }

            Expression length = Norm(Stack(entries[^1], below));
            Expression turn = SelectLess(0, length, entries[^1] / length, 1);
            return new Column([.. entries[..^1], length], turn, SelectLess(0, length, below / length, 0), turn * right, isOpen);
        }
    }
}
