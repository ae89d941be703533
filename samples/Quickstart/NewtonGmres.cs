using MathNet.Numerics.LinearAlgebra;

namespace Quickstart;

/// <summary>
/// Newton's method with n steps of GMRES for its linear systems, exact derivatives: the classical method with as many
/// evaluations per outer iteration as an R2N2 network with n inner iterations.
/// </summary>
/// <remarks>Saad and Schultz (1986), with the Arnoldi basis by modified Gram-Schmidt.</remarks>
internal static class NewtonGmres
{
    /// <summary>‖f(x_k)‖₂ for k = 0 … K.</summary>
    /// <param name="problem">f and its derivative.</param>
    /// <param name="x">The initial guess.</param>
    /// <param name="innerIterations">n.</param>
    /// <param name="outerIterations">K.</param>
    public static double[] Residuals(Chandrasekhar problem, double[] x, int innerIterations, int outerIterations)
    {
        List<double> norms = [];
        for (int k = 0; ; k++)
        {
            Vector<double> f = Vector<double>.Build.Dense(problem.Residual(x));
            norms.Add(f.L2Norm());
            if (k == outerIterations)
            {
                return [.. norms];
            }

            Vector<double> step = Gmres(d => Vector<double>.Build.Dense(problem.Derivative(x, d.ToArray())), -f, innerIterations);
            x = [.. x.Zip(step, (value, change) => value + change)];
        }
    }

    private static Vector<double> Gmres(Func<Vector<double>, Vector<double>> product, Vector<double> right, int steps)
    {
        double beta = right.L2Norm();
        List<Vector<double>> basis = [right / beta];
        Matrix<double> hessenberg = Matrix<double>.Build.Dense(steps + 1, steps);
        for (int j = 0; j < steps; j++)
        {
            Vector<double> next = product(basis[j]);
            for (int i = 0; i <= j; i++)
            {
                hessenberg[i, j] = basis[i] * next;
                next -= hessenberg[i, j] * basis[i];
            }

            hessenberg[j + 1, j] = next.L2Norm();
            if (hessenberg[j + 1, j] < 1e-14 * beta)
            {
                // The space holds the solution already.
                return Combine(basis, hessenberg.SubMatrix(0, j + 1, 0, j + 1), beta);
            }

            basis.Add(next / hessenberg[j + 1, j]);
        }

        return Combine(basis, hessenberg, beta);
    }

    private static Vector<double> Combine(List<Vector<double>> basis, Matrix<double> hessenberg, double beta)
    {
        Vector<double> right = Vector<double>.Build.Dense(hessenberg.RowCount);
        right[0] = beta;
        Vector<double> weights = hessenberg.QR().Solve(right);
        return weights.Select((weight, j) => weight * basis[j]).Aggregate((sum, term) => sum + term);
    }
}
