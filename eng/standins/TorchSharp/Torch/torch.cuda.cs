namespace TorchSharp;

public static partial class torch
{
    public static class cuda
    {
        public static bool is_available() => cuda_is_available();

        public static int device_count() => Door.td_device_count((int)DeviceType.CUDA);

        public static void manual_seed(long seed) => Door.Check(Door.td_cuda_manual_seed(seed));

        public static void manual_seed_all(long seed) => Door.Check(Door.td_cuda_manual_seed(seed));

        public static void synchronize(Device? device = null) => Door.Check(Door.td_cuda_synchronize(device?.index ?? -1));
    }
}
