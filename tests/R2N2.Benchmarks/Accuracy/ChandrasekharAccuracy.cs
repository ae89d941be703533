using System.Globalization;
using R2N2.Reference;
using R2N2.Training;

namespace R2N2.Benchmarks.Accuracy;

/// <summary>
/// The Chandrasekhar H-equation on the instances that the peer scripts use: local optima decide, so training is repeated with
/// several seeds and the worst is reported.
/// </summary>
internal static class ChandrasekharAccuracy
{
    private const int Unknowns = 10;
    private const int Seeds = 5;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);
    private static readonly EquationFamily Family = ReferenceProblems.Chandrasekhar(Unknowns);

    public static void Run(Figures figures)
    {
        List<TrainingResult<R2N2Network>> trained = Train("evaluations", Superstructure.Krylov(4), _ => new TrainingOptions { TimeLimit = Budget });
        figures.Add("chandrasekhar.evaluations.loss", trained.Max(result => result.Report.Loss), "<= 5e-8");
        figures.Add("chandrasekhar.evaluations.losses", trained.Select(result => result.Report.Loss));
        figures.Add("chandrasekhar.evaluations.seconds", trained.Select(result => result.Report.Elapsed.TotalSeconds), "each <= 20");

        List<TrainingResult<R2N2Network>> newton = Train("newtonKrylov", Superstructure.NewtonKrylov(4), _ => new TrainingOptions());
        figures.Add("chandrasekhar.newtonKrylov.loss", newton.Max(result => result.Report.Loss), "<= 2.86e-3");
        figures.Add("chandrasekhar.newtonKrylov.losses", newton.Select(result => result.Report.Loss));

        Grow(figures, trained);
        Transfer(figures, trained);
    }

    private static List<TrainingResult<R2N2Network>> Train(string name, Superstructure structure, Func<int, TrainingOptions> options)
    {
        List<TrainingResult<R2N2Network>> results = [];
        InstanceBatchSource data = new(ReadData());
        for (int seed = 0; seed < Seeds; seed++)
        {
            Figures.Note($"chandrasekhar.{name}: seed {seed}");
            results.Add(Trainer.Train(Family, structure, data, options: options(seed) with { Seed = seed }));
        }

        return results;
    }

    private static InstanceBatch ReadData()
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Data", "chandrasekhar.csv"));
        double[] guesses = [.. lines.SelectMany(line => line.Split(',')).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        return InstanceBatch.Of(lines.Length, (InitialGuess.DefaultName, guesses));
    }

    // From n = 4 to 5 to 6, each from the one before.
    private static void Grow(Figures figures, List<TrainingResult<R2N2Network>> from)
    {
        List<TrainingResult<R2N2Network>> grown = from;
        for (int n = 5; n <= 6; n++)
        {
            List<TrainingResult<R2N2Network>> smaller = grown;
            grown = Train($"n{n}", Superstructure.Krylov(n), seed => new TrainingOptions
            {
                Starts = 0,
                WarmStarts = [smaller[seed].Model.Coefficients],
                Optimizer = new LevenbergMarquardt { IterationLimit = 100 },
            });
        }

        figures.Add("chandrasekhar.n6.loss", grown.Max(result => result.Report.Loss), "<= 1e-8");
        figures.Add("chandrasekhar.n6.losses", grown.Select(result => result.Report.Loss));
        figures.Add("chandrasekhar.n6.diverged", grown.Count(result => !double.IsFinite(result.Report.Loss)), "0");
    }

    // The coefficients of m = 10 on m = 1000 unknowns: root mean square of f's elements after three iterations.
    private static void Transfer(Figures figures, List<TrainingResult<R2N2Network>> trained)
    {
        const int large = 1000;
        const int count = 20;
        double[,] a = ReferenceProblems.ChandrasekharMatrix(large);
        double[] guesses = ReferenceProblems.ChandrasekharData(count, large, 99)[InitialGuess.DefaultName].ToArray();
        figures.Add("transfer.m1000.rms", trained.Max(result => Math.Sqrt(Enumerable.Range(0, count).Average(i =>
        {
            double[] x = PlainNetwork.Iterates(
                at => PlainNetwork.ChandrasekharResidual(a, at), guesses[(i * large)..((i + 1) * large)], result.Model.Coefficients, 3)[^1];
            return PlainNetwork.SquaredNorm(PlainNetwork.ChandrasekharResidual(a, x)) / large;
        }))), "<= 1e-10");
    }
}
