namespace R2N2;

/// <summary>The step within the span of given vectors that makes the residual of the linearised problem smallest, written once.</summary>
/// <remarks>
/// Generalised conjugate residuals: the images J v are made orthonormal by Gram-Schmidt, and the directions follow, so that no
/// triangular system is left to solve. For a linear problem and a Krylov space this is one cycle of GMRES (Saad and
/// Schultz, SIAM J. Sci. Stat. Comput. 7(3), 1986). Vectors that depend on earlier ones, or overflow, count as zero.
/// </remarks>
internal sealed class MinimalResidual
{
    /// <summary>The most vectors that it looks at.</summary>
    public const int MostVectors = 8;

    private readonly Shape _shape;
    private readonly RecordedFunction _relative;
    private readonly RecordedFunction _direction;
    private readonly RecordedFunction _clean;
    private readonly RecordedFunction _pivot;
    private readonly RecordedFunction _project;

    /// <summary>Records the parts.</summary>
    /// <param name="unknowns">m.</param>
    /// <param name="resolution">The relative spacing of floating-point numbers.</param>
    public MinimalResidual(int unknowns, double resolution)
    {
        _shape = Shape.Vector(unknowns);
        _relative = RecordRelative();
        _direction = RecordDirection();
        _clean = RecordClean();
        _pivot = RecordPivot(resolution);
        _project = RecordProject();
    }

    /// <summary>argmin ‖f(x) + J(x) d‖₂ over d in the span of the vectors, by any engine.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="x">x.</param>
    /// <param name="fx">f(x).</param>
    /// <param name="vectors">At least one vector, [m]; the first eight are used.</param>
    /// <returns>
    /// d, and ‖J e‖₂ for changes e of x that are relative: e = ±|x| / Σ|x|, with the signs of the first vector; 0 where that is
    /// not finite.
    /// </returns>
    public (T Step, T Stretch) Of<T>(ISafeguardEngine<T> engine, T x, T fx, T[] vectors)
        where T : class
    {
        IReader<T> reader = engine.Reader;
        int count = Math.Min(vectors.Length, MostVectors);
        T relative = _relative.Evaluate(reader, [x, vectors[0]])[0];
        T directions = _direction.Evaluate(reader, [engine.Stack([.. vectors[..count], relative])])[0];
        T images = engine.Differentiate(x, directions);
        T[] clean = _clean.Evaluate(reader, [directions, images]);
        (directions, images, T lengths) = (clean[0], clean[1], clean[2]);
        T? step = null;
        for (int j = 0; j < count; j++)
        {
            T[] pivot = _pivot.Evaluate(reader, [engine.Part(directions, j), engine.Part(images, j), fx]);
            (T direction, T image, T part) = (pivot[0], pivot[1], pivot[2]);
            step = step is null ? part : reader.Add(step, part);
            if (j + 1 < count)
            {
                T[] rest = _project.Evaluate(reader, [directions, images, direction, image]);
                (directions, images) = (rest[0], rest[1]);
            }
        }

        return (step!, engine.Part(lengths, count));
    }

    // Inputs: x, v. Output: |x| with the signs of v.
    private RecordedFunction RecordRelative()
    {
        Expression x = Expression.Input("x", _shape);
        Expression vector = Expression.Input("v", _shape);
        Expression size = Expression.Abs(x);
        return new RecordedFunction("relative change", [x, vector], [Expression.SelectLess(vector, 0, -size, size)]);
    }

    // Input: v. Output: the same direction with Σ|d| = 1; zero where it is zero, not finite where v is not.
    private RecordedFunction RecordDirection()
    {
        Expression vector = Expression.Input("v", _shape);
        return new RecordedFunction("direction", [vector], [vector / OrOne(Expression.Sum(Expression.Abs(vector)))]);
    }

    // Inputs: d, J d. Outputs: both divided by ‖J d‖, and that; all zero where anything is not finite, ‖J d‖ included.
    private RecordedFunction RecordClean()
    {
        Expression direction = Expression.Input("d", _shape);
        Expression image = Expression.Input("image", _shape);
        Expression norm = Expression.Norm(image);
        Expression clean = Conditions.IsClean(Conditions.Poison(direction + image, norm));
        Expression length = Conditions.If(clean, norm, 0);
        Expression divisor = OrOne(length);
        return new RecordedFunction(
            "clean", [direction, image], [Conditions.If(clean, direction, 0) / divisor, Conditions.If(clean, image, 0) / divisor, length]);
    }

    // Inputs: d and J d, orthogonal to the images before, f(x). Outputs: both with an image of length 1, zero where it has lost
    // half of its digits; and the step along d that takes out of f(x) what lies along the image.
    private RecordedFunction RecordPivot(double resolution)
    {
        Expression direction = Expression.Input("d", _shape);
        Expression image = Expression.Input("image", _shape);
        Expression fx = Expression.Input("f", _shape);
        Expression length = Expression.Sqrt(Expression.Sum(image * image));
        Expression scale = Expression.SelectLess(Math.Sqrt(resolution), length, 1 / length, 0);
        Expression unit = scale * image;
        Expression scaled = scale * direction;
        return new RecordedFunction(
            "pivot", [direction, image, fx], [scaled, unit, -Expression.Sum(unit * fx) * scaled]);
    }

    // Inputs: d and J d, and those of a pivot. Outputs: d and J d without what lies along the pivot.
    private RecordedFunction RecordProject()
    {
        Expression direction = Expression.Input("d", _shape);
        Expression image = Expression.Input("image", _shape);
        Expression pivotDirection = Expression.Input("pivot d", _shape);
        Expression pivotImage = Expression.Input("pivot image", _shape);
        Expression part = Expression.Sum(pivotImage * image);
        return new RecordedFunction(
            "project",
            [direction, image, pivotDirection, pivotImage],
            [direction - (part * pivotDirection), image - (part * pivotImage)]);
    }

    private static Expression OrOne(Expression length) => Expression.SelectLess(0, length, length, 1);
}
