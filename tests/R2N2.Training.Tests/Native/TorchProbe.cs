using System.Runtime.InteropServices;
using R2N2.Training.Native;
using TorchSharp;

namespace R2N2.Training.Tests.Native;

/// <summary>What a fresh process does to show that TorchSharp works in it; see <see cref="TorchProcess"/>.</summary>
internal static class TorchProbe
{
    public const string Computed = "computed ";
    public const string NativeError = "native error arrived";
    public const string Noticed = "notice ";
    public const string Refused = "refused ";

    public static int Run(TextWriter output)
    {
        try
        {
            TorchNative.EnsureLoaded(line => output.WriteLine(Noticed + line));
        }
        catch (DllNotFoundException refusal)
        {
            output.WriteLine(Refused + refusal.Message);
            return 2;
        }

        output.WriteLine(Computed + Gradient());
        try
        {
            using torch.Tensor pair = torch.zeros(2);
            using torch.Tensor impossible = pair.reshape(3);
            return 1;
        }
        catch (ExternalException)
        {
            output.WriteLine(NativeError);
            return 0;
        }
    }

    /// <summary>The derivative of the sum of x^3 at x = 1, 2, 3, summed: 3 (1 + 4 + 9) = 42.</summary>
    public static double Gradient()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor x = torch.tensor(new[] { 1.0, 2.0, 3.0 }, requires_grad: true);
        (x * x * x).sum().backward();
        return x.grad!.sum().item<double>();
    }
}
