using R2N2.Reference;

namespace R2N2.Tests.Superstructures;

/// <summary>Classical methods as points of superstructures, against the methods themselves in plain loops.</summary>
public sealed class ClassicalMemberTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.9, 1.1)]
    [InlineData(0.7, 1.0, 0.4, 1.2)]
    public void Richardson_AnySteps_AreStepsOneAfterAnother(params double[] steps)
    {
        foreach (PlainEquations problem in OuterStep.Problems.Values)
        {
            Random random = new(2);
            Dictionary<string, double[]> p = problem.Draw(random);
            double[] x = problem.DrawPoint(random);

            double[] found = OuterStep.Run(
                problem.Family, Superstructure.Krylov(steps.Length), Coefficients.Richardson(steps).Values.ToArray(), x, p);

            foreach (double step in steps)
            {
                x = [.. x.Zip(problem.F(x, p), (value, f) => value - (step * f))];
            }

            OuterStep.AssertClose(x, found);
        }
    }

    // P is a rough inverse; any matrix makes a chord method.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Chord_ThetaMinusOne_IteratesWithOneMatrix(int innerIterations)
    {
        ChandrasekharEquations problem = new(10);
        Random random = new(2);
        double[] x = problem.DrawPoint(random);
        double[,] matrix = new double[problem.Size, problem.Size];
        for (int i = 0; i < matrix.Length; i++)
        {
            (int row, int column) = (i / problem.Size, i % problem.Size);
            matrix[row, column] = (row == column ? 1 : 0) + (0.1 * random.NextDouble());
        }

        Superstructure chord = Superstructure.Krylov(innerIterations) with { Preconditioner = Preconditioner.Constant(matrix) };
        double[] found = OuterStep.Run(problem.Family, chord, chord.Classical.Values.ToArray(), x, problem.Draw(random));

        for (int k = 0; k < innerIterations; k++)
        {
            double[] f = problem.F(x, problem.Draw(random));
            x = [.. x.Select((value, row) => value - Enumerable.Range(0, problem.Size).Sum(column => matrix[row, column] * f[column]))];
        }

        OuterStep.AssertClose(x, found);
    }
}
