using Microsoft.ML.OnnxRuntime;

namespace R2N2.Inference.Tests;

public sealed class SessionFactoryTests
{
    private static readonly InferenceOptions _cuda = new() { Provider = ExecutionProvider.Cuda, DeviceId = 3 };

    [Fact]
    public void Open_DeviceThatFailsWhereTheProcessorDoesNot_IsNotTheFilesFault()
    {
        List<Session> opened = [];

        var error = Assert.Throws<InvalidOperationException>(() => SessionFactory.Open(_cuda, options =>
        {
            if (options.Provider == ExecutionProvider.Cuda)
            {
                throw RuntimeError();
            }

            opened.Add(new Session());
            return opened[^1];
        }));

        Assert.Contains("the CUDA device 3", error.Message, StringComparison.Ordinal);
        Assert.Contains(RuntimeError().Message, error.Message, StringComparison.Ordinal);
        Assert.IsType<OnnxRuntimeException>(error.InnerException);
        Assert.True(Assert.Single(opened).IsDisposed, "The session that told the fault is closed.");
    }

    [Fact]
    public void Open_FileThatTheProcessorRefusesToo_IsNamedAsRefused()
    {
        foreach (InferenceOptions options in (InferenceOptions[])[_cuda, new()])
        {
            var error = Assert.Throws<OnnxFormatException>(() => SessionFactory.Open<Session>(options, _ => throw RuntimeError()));

            Assert.Contains($"refuses the model: {RuntimeError().Message}", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Open_DeviceThatWorks_IsTheOneAskedFor()
    {
        List<InferenceOptions> asked = [];

        using Session session = SessionFactory.Open(_cuda, options =>
        {
            asked.Add(options);
            return new Session();
        });

        Assert.Equal([_cuda], asked);
        Assert.False(session.IsDisposed);
    }

    [Fact]
    public void CudaOptions_AnyDevice_KeepAllBitsOfSinglePrecision()
    {
        Dictionary<string, string> options = SessionFactory.CudaOptions(2);

        Assert.Equal("2", options["device_id"]);
        Assert.Equal("0", options["use_tf32"]);
    }

    // There is no public way to such an exception but to provoke one.
    private static OnnxRuntimeException RuntimeError() => Assert.Throws<OnnxRuntimeException>(() => new InferenceSession([1]));

    private sealed class Session : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
