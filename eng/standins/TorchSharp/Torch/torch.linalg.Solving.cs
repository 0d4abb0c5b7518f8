namespace TorchSharp;

public static partial class torch
{
    public static partial class linalg
    {
        public static Tensor inv(Tensor input) => Aten.linalg_inv.Call(input);

        public static (Tensor L, Tensor info) inv_ex(Tensor input, bool check_errors = false) =>
            Aten.linalg_inv_ex.Call2(input, check_errors);

        public static Tensor pinv(Tensor input, Tensor atol, Tensor? rtol = null, bool hermitian = false) =>
            Aten.linalg_pinv_atol_rtol_tensor.Call(input, atol, rtol, hermitian);

        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            Aten.linalg_pinv_atol_rtol_float.Call(input, atol, rtol, hermitian);

        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Aten.linalg_solve.Call(A, B, left);

        public static (Tensor result, Tensor info) solve_ex(Tensor A, Tensor B, bool left = true, bool check_errors = false) =>
            Aten.linalg_solve_ex.Call2(A, B, left, check_errors);

        public static Tensor solve_triangular(Tensor A, Tensor B, bool upper, bool left = true, bool unitriangular = false,
            Tensor? @out = null) =>
            @out is null
                ? Aten.linalg_solve_triangular.Call(A, B, upper, left, unitriangular)
                : Aten.linalg_solve_triangular_out.Call(A, B, upper, left, unitriangular, @out);

        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other) =>
            Aten.linalg_lstsq.Call4(input, other);

        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other,
            double rcond) =>
            Aten.linalg_lstsq.Call4(input, other, rcond);

        public static Tensor matrix_rank(Tensor input, Tensor atol, Tensor? rtol = null, bool hermitian = false) =>
            Aten.linalg_matrix_rank_atol_rtol_tensor.Call(input, atol, rtol, hermitian);

        public static Tensor matrix_rank(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            Aten.linalg_matrix_rank_atol_rtol_float.Call(input, atol, rtol, hermitian);

        public static Tensor det(Tensor input) => Aten.linalg_det.Call(input);

        public static (Tensor, Tensor) slogdet(Tensor input) => Aten.linalg_slogdet.Call2(input);

        public static Tensor cond(Tensor input) => Aten.linalg_cond.Call(input);

        public static Tensor cond(Tensor input, double p) => Aten.linalg_cond.Call(input, p);

        public static Tensor cond(Tensor input, int p) => Aten.linalg_cond.Call(input, p);

        public static Tensor cond(Tensor input, string p) => Aten.linalg_cond_p_str.Call(input, p);
    }
}
