using R2N2;

namespace Pipeline;

/// <summary>
/// A cascade of stirred tanks in steady state: what flows into a tank either flows out or reacts, x_i = x_{i-1} - τ k(T) a_i
/// x_i² / (1 + x_i), where the first tank also gets what is led back from the last one.
/// </summary>
internal static class Cascade
{
    public const int Tanks = 6;

    /// <summary>Activation energy over the gas constant, K.</summary>
    public const double Activation = 6000;

    /// <summary>The temperature at which the rate constant is given, K.</summary>
    public const double ReferenceTemperature = 340;

    /// <summary>The rate constant there, l/mol/min.</summary>
    public const double ReferenceRate = 0.2;

    /// <summary>The family of all runs: the concentrations x in the tanks, given how the plant is operated.</summary>
    public static EquationFamily Family { get; } = ProblemFamily.Equations(
        "reactor-cascade",
        Tanks,
        [new("operation", 4), new("activity", Tanks)],
        (x, p) => Balance(x, p["operation"], p["activity"]),
        InitialGuess.Constant(0.5));

    private static Expression Balance(Expression x, Expression operation, Expression activity)
    {
        (Expression feed, Expression temperature, Expression residence, Expression recycle) =
            (operation[0], operation[1], operation[2], operation[3]);
        Expression rate = ReferenceRate * Expression.Exp(Activation * ((1 / ReferenceTemperature) - (1 / temperature)));
        Expression first = ((1 - recycle) * feed) + (recycle * x[Tanks - 1]);
        Expression inflow = Expression.Stack([first, .. Enumerable.Range(0, Tanks - 1).Select(tank => x[tank])]);
        return x - inflow + (residence * rate * activity * x * x / (1 + x));
    }
}
