using R2N2.Training.Tests;
using R2N2.Training.Tests.Native;

return args is [LargeTraining.Name] ? LargeTraining.Run(Console.Out) : TorchProbe.Run(Console.Out);
