// Solves the instance on the command line with a committed model: status, iterations, the solution.
using System.Globalization;
using R2N2;

using Stream resource = typeof(Program).Assembly.GetManifestResourceStream("model")!;
byte[] model = new byte[resource.Length];
resource.ReadExactly(model);
using var solver = Solver.Load(model);

double[] guess = Array.ConvertAll(args, number => double.Parse(number, CultureInfo.InvariantCulture));
double[] x = new double[solver.Description.StateSize];
InstanceOutcome outcome = solver.Solve(guess, x);
Console.WriteLine($"{outcome.Status} {outcome.Iterations}");
Console.WriteLine(string.Join(' ', x.Select(number => number.ToString("R", CultureInfo.InvariantCulture))));

SolveResult batch = solver.Solve(InstanceBatch.Of(100, (InitialGuess.DefaultName, [.. Enumerable.Repeat(guess, 100).SelectMany(row => row)])));
Console.WriteLine(batch.Solution.Span.SequenceEqual([.. Enumerable.Repeat(x, 100).SelectMany(row => row)]));
