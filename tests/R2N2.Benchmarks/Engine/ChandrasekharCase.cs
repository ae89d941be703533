using R2N2.Reference;

namespace R2N2.Benchmarks.Engine;

/// <summary>The Chandrasekhar H-equation of some size with the coefficients of the committed solver, and instances of it.</summary>
internal sealed class ChandrasekharCase
{
    private const int Seed = 7;

    /// <summary>Sets it up.</summary>
    /// <param name="unknowns">m.</param>
    /// <param name="rows">The number of instances.</param>
    public ChandrasekharCase(int unknowns, int rows)
    {
        Unknowns = unknowns;
        Rows = rows;
        Matrix = ReferenceProblems.ChandrasekharMatrix(unknowns);
        Network = R2N2Network.Load(Committed).WithFamily(ReferenceProblems.Chandrasekhar(unknowns));
        Model = Network.ToOnnx();
        Batch = ReferenceProblems.ChandrasekharData(rows, unknowns, Seed);
        Guesses = Batch[InitialGuess.DefaultName].ToArray();
    }

    /// <summary>The solver of 10 unknowns, n = 4, that the repository carries.</summary>
    public static string Committed { get; } = Path.Combine(AppContext.BaseDirectory, "models", "chandrasekhar-h.onnx");

    /// <summary>m.</summary>
    public int Unknowns { get; }

    /// <summary>The number of instances.</summary>
    public int Rows { get; }

    /// <summary>A.</summary>
    public double[,] Matrix { get; }

    /// <summary>The solver.</summary>
    public R2N2Network Network { get; }

    /// <summary>Its file, by the default options: tolerance 1e-10, safeguard.</summary>
    public byte[] Model { get; }

    /// <summary>The instances.</summary>
    public InstanceBatch Batch { get; }

    /// <summary>Their initial guesses, one after another.</summary>
    public double[] Guesses { get; }

    /// <summary>‖f(x)‖₂ at which an instance has converged.</summary>
    public static double Tolerance { get; } = new SolverExportOptions().AbsoluteTolerance!.Value;
}
