namespace R2N2;

/// <summary>
/// P in g = P·f: how a value of f becomes a direction for x. An iteration is judged by f, in the units of the user; the
/// information that it works with is generated from g.
/// </summary>
/// <remarks>
/// The step x - P f(x) with P near the inverse of f's derivative J is the chord method, with P = J(x)⁻¹ it is Newton's: both are
/// points of a preconditioned superstructure with one inner iteration and θ = -1. Badly scaled f, as of discretised differential
/// equations or power flow, needs a preconditioner: sums of raw values of f do not lead anywhere.
/// </remarks>
public abstract class Preconditioner
{
    private Preconditioner(string name) => Name = name;

    /// <summary>P = I: directions are values of f.</summary>
    public static Preconditioner None { get; } = new Identity();

    /// <summary>
    /// The inverse of the mean of J over instances of the data, at their solutions: a constant matrix, which training computes. A
    /// trained network has <see cref="Constant"/> in its place.
    /// </summary>
    public static Preconditioner MeanJacobian { get; } = new Mean();

    /// <summary>
    /// J(x_k)⁻¹ of each instance, by elimination once in an outer iteration: with n = 1 and θ = -1 Newton's method, with more inner
    /// iterations a multi-point Newton method. At most 128 unknowns.
    /// </summary>
    public static Preconditioner Jacobian { get; } = new InverseJacobian(nameof(Jacobian));

    /// <summary>
    /// (J(x_k) + f''(x_k)[d, ·]/2)⁻¹ of each instance, where d is the direction of the inner iteration: J⁻¹ at the first of them, then the
    /// inverse of the mean of J on the way along d, as far as the second derivative knows it. With n = 2,
    /// <see cref="GenerationModule.Taylor"/> of degree 2 and θ = -1 it is Halley's method. At most 128 unknowns.
    /// </summary>
    public static Preconditioner Halley { get; } = new InverseMeanSlope();

    /// <summary>The inverse of the diagonal of J(x_k) of each instance: nonlinear Jacobi iterations. At most 128 unknowns.</summary>
    public static Preconditioner Diagonal { get; } = new InverseDiagonal();

    /// <summary>The name, as exported files carry it.</summary>
    public string Name { get; }

    /// <summary>A matrix, the same for all instances.</summary>
    /// <param name="matrix">P, [m, m].</param>
    public static Preconditioner Constant(double[,] matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return new Matrix(Expression.FromArray(matrix));
    }

    /// <summary>A matrix of each instance, an expression of where it is and of its parameters.</summary>
    /// <param name="matrix">
    /// From x_k, [m], and the parameters to P, [m, m], or to its diagonal, [m]. It is evaluated once in an outer iteration.
    /// </param>
    public static Preconditioner Function(Func<Expression, InstanceParameters, Expression> matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return new Computed(matrix);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>A preconditioner without a matrix of its own, by its name; null where there is none of that name.</summary>
    /// <param name="name">The name; null for that of <see cref="None"/>.</param>
    internal static Preconditioner? OfFamily(string? name) => name switch
    {
        null or nameof(None) => None,
        nameof(Jacobian) => Jacobian,
        nameof(Halley) => Halley,
        nameof(Diagonal) => Diagonal,
        _ => null,
    };

    /// <summary>A preconditioner by its name, as <see cref="Record"/> recorded it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="recorded">What was recorded.</param>
    /// <param name="again">Records it anew, over other inputs.</param>
    /// <exception cref="ArgumentException">There is none of that name, or it is none of that kind.</exception>
    internal static Preconditioner Of(string name, Expression recorded, Func<Expression, InstanceParameters, Expression> again) => name switch
    {
        nameof(Constant) when recorded.Primitive == Primitive.Constant => new Matrix(recorded),
        nameof(Function) => Function(again),
        _ => throw new ArgumentException(
            $"'{name}' with a matrix that is {(recorded.Primitive == Primitive.Constant ? "constant" : "computed")} is not a preconditioner; "
            + $"known are {nameof(None)}, {nameof(Jacobian)}, {nameof(Halley)}, {nameof(Diagonal)}, {nameof(Constant)} and {nameof(Function)}.",
            nameof(name)),
    };

    /// <summary>Refuses a family that P does not suit.</summary>
    /// <param name="family">The problem.</param>
    /// <exception cref="ArgumentException">P has a shape that does not suit the family, is for fewer unknowns, or is not computed yet.</exception>
    internal virtual void Require(EquationFamily family)
    {
    }

    /// <summary>The directional derivatives of f that an outer iteration makes P of.</summary>
    /// <param name="unknowns">m.</param>
    /// <param name="innerIterations">n.</param>
    internal virtual int Evaluations(int unknowns, int innerIterations) => 0;

    /// <summary>P as recorded, where it is not made of f: inputs x and the parameters, output the matrix or its diagonal; else null.</summary>
    /// <param name="family">The problem.</param>
    /// <exception cref="ArgumentException">P has a shape that does not suit the family.</exception>
    internal virtual RecordedFunction? Record(EquationFamily family) => null;

    /// <summary>P(x)·v as recorded. Inputs: x and v, each [m], and the family's parameters.</summary>
    /// <param name="family">The problem.</param>
    internal RecordedFunction RecordProduct(EquationFamily family)
    {
        Expression x = Expression.Input("x", Shape.Vector(family.StateSize));
        Expression vector = Expression.Input("v", x.Shape);
        Expression[] parameters = family.RecordParameters();
        return new RecordedFunction($"{family.Name} preconditioned", [x, vector, .. parameters], [At(family, x, parameters)(vector)]);
    }

    /// <summary>P at a point.</summary>
    /// <param name="family">The problem.</param>
    /// <param name="x">x_k.</param>
    /// <param name="parameters">The family's parameters.</param>
    /// <returns>From f to P·f; from several of them, the rows of a matrix, to the rows of another.</returns>
    /// <exception cref="ArgumentException">P has a shape that does not suit the family, or is not computed yet.</exception>
    internal abstract Func<Expression, Expression> At(EquationFamily family, Expression x, Expression[] parameters);

    /// <summary>P for an inner iteration after the first: that of the point, unless it depends on the direction.</summary>
    /// <param name="atPoint">What <see cref="At"/> returned.</param>
    /// <param name="family">The problem.</param>
    /// <param name="x">x_k.</param>
    /// <param name="parameters">The family's parameters.</param>
    /// <param name="direction">d.</param>
    internal virtual Func<Expression, Expression> Along(
        Func<Expression, Expression> atPoint, EquationFamily family, Expression x, Expression[] parameters, Expression direction) => atPoint;

    private static Func<Expression, Expression> OverColumns(Func<Expression, Expression> product) =>
        f => f.Shape.Rank == 1 ? product(f) : Expression.Transpose(product(Expression.Transpose(f)));

    private static Func<Expression, Expression> OverRows(Func<Expression, Expression> product) =>
        f => f.Shape.Rank == 1 ? product(f) : Expression.Stack([.. Enumerable.Range(0, f.Shape[0]).Select(i => product(f[i]))]);

    private sealed class Identity() : Preconditioner(nameof(None))
    {
        internal override Func<Expression, Expression> At(EquationFamily family, Expression x, Expression[] parameters) => f => f;
    }

    private sealed class Mean() : Preconditioner(nameof(MeanJacobian))
    {
        internal override void Require(EquationFamily family) =>
            throw new ArgumentException(
                $"The preconditioner is {nameof(MeanJacobian)}, which training computes from data. Train the network, or give a matrix: "
                + $"{nameof(Preconditioner)}.{nameof(Constant)}.");

        internal override Func<Expression, Expression> At(EquationFamily family, Expression x, Expression[] parameters)
        {
            Require(family);
            return f => f;
        }
    }

    private abstract class OfDerivative(string name) : Preconditioner(name)
    {
        internal override void Require(EquationFamily family)
        {
            if (family.StateSize > ProblemFamily.MostJacobianColumns)
            {
                throw new ArgumentException(
                    $"The family '{family.Name}' has {family.StateSize} unknowns; the preconditioner {Name} holds J of every instance column by "
                    + $"column, and takes at most {ProblemFamily.MostJacobianColumns}. Use {nameof(MeanJacobian)}.");
            }
        }

        internal override int Evaluations(int unknowns, int innerIterations) => unknowns;

        internal override Func<Expression, Expression> At(EquationFamily family, Expression x, Expression[] parameters)
        {
            Require(family);
            return Inverse(family.Jacobian(x, parameters));
        }

        /// <summary>P·f from J.</summary>
        protected abstract Func<Expression, Expression> Inverse(Expression jacobian);
    }

    private class InverseJacobian(string name) : OfDerivative(name)
    {
        protected override Func<Expression, Expression> Inverse(Expression jacobian) => OverColumns(columns => Expression.Solve(jacobian, columns));
    }

    private sealed class InverseMeanSlope() : InverseJacobian(nameof(Halley))
    {
        internal override int Evaluations(int unknowns, int innerIterations) => unknowns * innerIterations;

        internal override Func<Expression, Expression> Along(
            Func<Expression, Expression> atPoint, EquationFamily family, Expression x, Expression[] parameters, Expression direction) =>
            family.Curvature(x, direction, parameters) is { } curvature
                ? Inverse(family.Jacobian(x, parameters) + (0.5 * curvature))
                : atPoint;
    }

    private sealed class InverseDiagonal() : OfDerivative(nameof(Diagonal))
    {
        protected override Func<Expression, Expression> Inverse(Expression jacobian)
        {
            Expression diagonal = Expression.Diag(jacobian);
            return OverRows(f => f / diagonal);
        }
    }

    private abstract class Recorded(string name) : Preconditioner(name)
    {
        internal override void Require(EquationFamily family) => Record(family);

        internal override RecordedFunction Record(EquationFamily family)
        {
            Expression x = Expression.Input("x", Shape.Vector(family.StateSize));
            Expression[] parameters = family.RecordParameters();
            return new RecordedFunction($"{family.Name} preconditioner", [x, .. parameters], [Value(family, x, parameters)]);
        }

        internal override Func<Expression, Expression> At(EquationFamily family, Expression x, Expression[] parameters)
        {
            Expression value = Value(family, x, parameters);
            return value.Shape.Rank == 1 ? OverRows(f => value * f) : OverColumns(columns => Expression.MatMul(value, columns));
        }

        protected abstract Expression Value(Expression x, Expression[] parameters);

        private Expression Value(EquationFamily family, Expression x, Expression[] parameters)
        {
            int m = family.StateSize;
            Expression value = Value(x, parameters);
            return value.Shape.Equals(Shape.Matrix(m, m)) || value.Shape.Equals(Shape.Vector(m))
                ? value
                : throw new ArgumentException(
                    $"The preconditioner is a {value.Shape}; the family '{family.Name}' has {m} unknowns and needs a {Shape.Matrix(m, m)}, "
                    + $"or a {Shape.Vector(m)} for its diagonal.");
        }
    }

    private sealed class Matrix(Expression matrix) : Recorded(nameof(Constant)), IEquatable<Matrix>
    {
        private readonly Expression _matrix = matrix;

        public bool Equals(Matrix? other) =>
            other is not null && _matrix.Shape.Equals(other._matrix.Shape) && _matrix.Values.AsSpan().SequenceEqual(other._matrix.Values);

        public override bool Equals(object? obj) => Equals(obj as Matrix);

        public override int GetHashCode() => HashCode.Combine(_matrix.Shape, _matrix.Values[0]);

        protected override Expression Value(Expression x, Expression[] parameters) => _matrix;
    }

    private sealed class Computed(Func<Expression, InstanceParameters, Expression> matrix) : Recorded(nameof(Function))
    {
        protected override Expression Value(Expression x, Expression[] parameters) =>
            matrix(x, new InstanceParameters(parameters))
            ?? throw new ArgumentException("The function of the preconditioner returned null; it must return a matrix, or its diagonal.");
    }
}
