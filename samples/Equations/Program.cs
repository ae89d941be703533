using System.Globalization;
using R2N2;
using R2N2.Training;
using static R2N2.Expression;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// 1. f: the steady state of a cooled, stirred tank with an exothermic reaction. Unknown are the conversion and the temperature,
// both dimensionless; the Damköhler number and the heat of reaction differ from instance to instance.
EquationFamily tank = ProblemFamily.Equations("stirred tank", stateSize: 2, parameters: [new("Da"), new("B")], residual: (x, p) =>
{
    Expression conversion = x[0];
    Expression temperature = x[1];
    Expression rate = p["Da"] * (1 - conversion) * Exp(temperature / (1 + (temperature / 20)));
    return Stack(rate - conversion, (p["B"] * rate) - (1.3 * temperature));
}, InitialGuess.Zero);

// 2. Data: what such instances look like.
Random random = new(1);
InstanceBatch Instances(int count) => InstanceBatch.Of(
    count,
    ("Da", [.. Enumerable.Range(0, count).Select(_ => 0.01 + (0.14 * random.NextDouble()))]),
    ("B", [.. Enumerable.Range(0, count).Select(_ => 2 + (4 * random.NextDouble()))]));

// That is all: the library finds the iteration, and says what it is worth.
SearchResult found = Trainer.Search(tank, new InstanceBatchSource(Instances(1000)));
Console.WriteLine(found.Report);

// 3. Solve instances that it has not seen.
using Solver solver = found.Model.ToSolver();
SolveResult solved = solver.Solve(Instances(10_000));
Console.WriteLine($"{solved.Status.Span.Count(SolveStatus.Converged)} of {solved.Count} unseen instances are solved.");
