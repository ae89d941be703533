using R2N2.Training.Tests.Native;

return TorchProbe.Run(Console.Out);
