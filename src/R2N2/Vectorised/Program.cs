using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace R2N2.Vectorised;

/// <summary>A plan over a memory: instructions, executed one after another over all lanes.</summary>
/// <typeparam name="T">The precision.</typeparam>
/// <param name="layout">How values lie.</param>
/// <param name="instructions">The instructions.</param>
/// <param name="matrices">The constant matrices that they multiply.</param>
/// <param name="kernels">The compiled loops of groups.</param>
internal sealed class Program<T>(LaneLayout layout, Instruction[] instructions, ConstantMatrix<T>[] matrices, GroupKernel<T>[] kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Executes it.</summary>
    /// <param name="memory">The first number of the memory that it was built for.</param>
    public void Run(ref T memory)
    {
        foreach (ref readonly Instruction step in instructions.AsSpan())
        {
            switch (step.Operation)
            {
                case Operation.Copy: Copies.Run(ref memory, step); break;
                case Operation.Negate: Elementwise<T>.Unary<Negation<T>>(ref memory, step); break;
                case Operation.Abs: Elementwise<T>.Unary<AbsoluteValue<T>>(ref memory, step); break;
                case Operation.Sign: Elementwise<T>.Unary<SignOf<T>>(ref memory, step); break;
                case Operation.Sqrt: Elementwise<T>.Unary<SquareRoot<T>>(ref memory, step); break;
                case Operation.Add: Elementwise<T>.Binary<Addition<T>>(ref memory, step); break;
                case Operation.Subtract: Elementwise<T>.Binary<Subtraction<T>>(ref memory, step); break;
                case Operation.Multiply: Elementwise<T>.Binary<Multiplication<T>>(ref memory, step); break;
                case Operation.Divide: Elementwise<T>.Binary<Division<T>>(ref memory, step); break;
                case Operation.Min: Elementwise<T>.Binary<Minimum<T>>(ref memory, step); break;
                case Operation.Max: Elementwise<T>.Binary<Maximum<T>>(ref memory, step); break;
                case Operation.MultiplyAdd: Elementwise<T>.Ternary<MultiplyAddition<T>>(ref memory, step); break;
                case Operation.MultiplySubtract: Elementwise<T>.Ternary<MultiplySubtraction<T>>(ref memory, step); break;
                case Operation.SubtractMultiply: Elementwise<T>.Ternary<SubtractionOfProduct<T>>(ref memory, step); break;
                case Operation.SelectLess: Selection.Run(ref memory, step); break;
                case Operation.Combination: Combination.Run(ref memory, step); break;
                case Operation.Composition: Composition.Run(ref memory, step); break;
                case Operation.Exp: LaneMath.Exp(ref At(ref memory, step.A), ref At(ref memory, step.Target), Count(step)); break;
                case Operation.Log: LaneMath.Log(ref At(ref memory, step.A), ref At(ref memory, step.Target), Count(step)); break;
                case Operation.Sin: LaneMath.Sin(ref At(ref memory, step.A), ref At(ref memory, step.Target), Count(step)); break;
                case Operation.Cos: LaneMath.Cos(ref At(ref memory, step.A), ref At(ref memory, step.Target), Count(step)); break;
                case Operation.Tanh: LaneMath.Tanh(ref At(ref memory, step.A), ref At(ref memory, step.Target), Count(step)); break;
                case Operation.Atan: LaneMath.Atan(ref At(ref memory, step.A), ref At(ref memory, step.Target), Count(step)); break;
                case Operation.Cbrt: LaneMath.Cbrt(ref At(ref memory, step.A), ref At(ref memory, step.Target), Count(step)); break;
                case Operation.Log1p: LaneMath.Log1p(ref At(ref memory, step.A), ref At(ref memory, step.Target), Count(step)); break;
                case Operation.Expm1: LaneMath.Expm1(ref At(ref memory, step.A), ref At(ref memory, step.Target), Count(step)); break;
                case Operation.Erf: LaneMath.Erf(ref At(ref memory, step.A), ref At(ref memory, step.Target), Count(step)); break;
                case Operation.NormalCdf: LaneMath.NormalCdf(ref At(ref memory, step.A), ref At(ref memory, step.Target), Count(step)); break;
                case Operation.Pow: Pow(ref memory, step); break;
                case Operation.Sum: Sum(ref memory, step); break;
                case Operation.Norm:
                    Reductions.Norm(ref At(ref memory, step.A), ref At(ref memory, step.Target), step.Lengths.Length, layout.Lanes);
                    break;
                case Operation.Transpose: Copies.Transpose(ref memory, step, layout.Lanes); break;
                case Operation.ConstantProduct: ConstantProduct(ref memory, step); break;
                case Operation.Group:
                    kernels[step.Kernel](ref memory, ref MemoryMarshal.GetArrayDataReference(step.Terms!), step.Rows, (nuint)step.Width);
                    break;
                case Operation.Factorisation:
                    Factorisation.Run(ref At(ref memory, step.A), ref At(ref memory, step.Target), step.Lengths.Outer, layout.Lanes);
                    break;
                case Operation.Substitution: Substitute(ref memory, step); break;
                case Operation.Product: LaneProduct.Run(ref memory, step, layout.Lanes); break;
            }
        }
    }

    private static ref T At(ref T memory, int place) => ref Unsafe.Add(ref memory, place);

    private static ref T At(ref T memory, Operand operand) => ref Unsafe.Add(ref memory, operand.Offset);

    // Functions are computed for whole vectors, whatever their last numbers mean.
    private int Count(in Instruction step) => layout.RoundUp(step.Rows * step.Width);

    private void Pow(ref T memory, in Instruction step)
    {
        if (step.B.IsNumber && step.B.Stride == 0)
        {
            LaneMath.Pow(ref At(ref memory, step.A), At(ref memory, step.B), ref At(ref memory, step.Target), Count(step));
        }
        else
        {
            LaneMath.Pow(ref At(ref memory, step.A), ref At(ref memory, step.B), ref At(ref memory, step.Target), Count(step));
        }
    }

    private void Sum(ref T memory, in Instruction step) => Reductions.Sum(
        ref At(ref memory, step.A),
        ref At(ref memory, step.Target),
        step.Lengths.Outer,
        step.Lengths.Length,
        step.Lengths.Inner,
        layout.Lanes);

    private void Substitute(ref T memory, in Instruction step) => Substitution.Run(
        ref At(ref memory, step.A),
        step.A.Stride == 1,
        ref At(ref memory, step.B),
        ref At(ref memory, step.Target),
        step.Lengths.Outer,
        step.Lengths.Inner,
        layout.Lanes);

    private void ConstantProduct(ref T memory, in Instruction step)
    {
        ConstantMatrix<T> matrix = matrices[step.Matrix];
        ref T x = ref At(ref memory, step.B);
        ref T y = ref At(ref memory, step.Target);
        if (layout.IsSingle)
        {
            matrix.MultiplyOne(ref x, ref y);
        }
        else
        {
            matrix.Multiply(ref x, ref y, step.Lengths.Inner * layout.Lanes);
        }
    }
}
