namespace R2N2.Benchmarks.Zoo;

/// <summary>A family of equations twice: as a user of the library writes it, and as one writes f and its Jacobian by hand for a classical solver.</summary>
internal interface IZooEquations
{
    /// <summary>What its figures are called.</summary>
    string Name { get; }

    /// <summary>The family.</summary>
    EquationFamily Family { get; }

    /// <summary>How many numbers <see cref="Evaluate"/> leaves for the derivative.</summary>
    int Scratch { get; }

    /// <summary>Draws instances.</summary>
    /// <param name="count">How many.</param>
    /// <param name="random">Where from.</param>
    InstanceBatch Draw(int count, Random random);

    /// <summary>f(x).</summary>
    /// <param name="x">m values.</param>
    /// <param name="p">The parameters of the instance, in the family's order.</param>
    /// <param name="f">Where the m residuals go.</param>
    /// <param name="scratch">Where what the derivative needs too goes.</param>
    void Evaluate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, Span<double> f, Span<double> scratch);

    /// <summary>The Jacobian at the point of the last evaluation.</summary>
    /// <param name="x">m values.</param>
    /// <param name="p">The parameters of the instance.</param>
    /// <param name="scratch">What the evaluation left.</param>
    /// <param name="jacobian">m rows of m derivatives, all zero before.</param>
    /// <param name="stride">From one row to the next.</param>
    void Differentiate(ReadOnlySpan<double> x, ReadOnlySpan<double> p, ReadOnlySpan<double> scratch, Span<double> jacobian, int stride);
}
