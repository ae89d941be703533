namespace R2N2.Tests.Onnx;

/// <summary>What a large constant in f costs.</summary>
public class LargeConstantTests
{
    [Theory]
    [InlineData(IterationForm.Loop)]
    [InlineData(IterationForm.Unrolled)]
    public void ToOnnx_OfALargeMatrix_AllocatesAFewCopiesOfIt(IterationForm form)
    {
        const int Size = 600;
        double[,] a = new double[Size, Size];
        for (int i = 0; i < Size; i++)
        {
            a[i, i] = 1 + (1.0 / (i + 2));
            a[i, (i + 7) % Size] = 0.1;
        }

        long copy = sizeof(double) * Size * Size;
        long before = GC.GetAllocatedBytesForCurrentThread();
        var family = ProblemFamily.Equations("large", Size, [new("b", Size)], (x, p) => (a * x) - p["b"], InitialGuess.Zero);
        R2N2Network network = new(family, Superstructure.NewtonKrylov(4), new Coefficients(new double[10]));
        long recorded = GC.GetAllocatedBytesForCurrentThread() - before;
        byte[] model = network.ToOnnx(new() { Form = form, IterationLimit = 5 });
        long exported = GC.GetAllocatedBytesForCurrentThread() - before - recorded;
        EquationFamily read = R2N2Network.Load(model).Family;
        long readBack = GC.GetAllocatedBytesForCurrentThread() - before - recorded - exported;

        Assert.InRange(recorded, copy, 1.5 * copy);
        Assert.InRange(model.Length, copy, 1.5 * copy);
        Assert.InRange(exported, 2 * copy, 5 * copy);
        Assert.Equal(Size, read.StateSize);
        Assert.InRange(readBack, copy, 6 * copy);
    }
}
