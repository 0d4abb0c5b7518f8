// The one door between C# and libtorch: find an operator by name, call it with a row of slots, get a row of slots back;
// plus the few things that are not operators (tensor fields, autograd, grad modes, generators, devices, threads).
// Uses only what libtorch 1.13 and 2.x have in common: no optional type by name, no unboxed operator signatures.
// Every function catches everything: failure is -1 or null, and td_last_error() has the text.
#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/Stream.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/version.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#define DOOR extern "C" __attribute__((visibility("default")))

namespace {

// Keep in step with Native/Slot.cs.
enum Tag : int32_t {
  kNone, kTensor, kInt, kDouble, kBool, kComplex, kInts, kDoubles, kTensors, kOptionalTensors, kString, kDevice, kGenerator, kDefault
};

struct Slot {
  int32_t tag;
  int32_t count;  // length of a list or string
  union { int64_t i; double d; void* p; };
  union { int64_t j; double e; };  // device index; imaginary part
};

struct Info {
  int64_t dim, numel, element_size, storage_offset;
  const int64_t* sizes;
  int32_t dtype, device_type, device_index, layout;
};

thread_local std::string last_error;
thread_local std::vector<c10::IValue> spare_stack;  // taken by the outermost call only: the door can be re-entered

template <class R, class F>
R guarded(R failure, F&& body) {
  try {
    return body();
  } catch (const c10::Error& e) {
    last_error = e.what_without_backtrace();
  } catch (const std::exception& e) {
    last_error = e.what();
  } catch (...) {
    last_error = "unknown native exception";
  }
  return failure;
}

template <class F>
int done(F&& body) {
  return guarded(-1, [&] { body(); return 0; });
}

at::Tensor& tensor(void* p) { return *static_cast<at::Tensor*>(p); }

void* give(at::Tensor t) { return t.defined() ? new at::Tensor(std::move(t)) : nullptr; }

std::vector<at::Tensor> tensors(void* const* p, int64_t count) {
  std::vector<at::Tensor> list;
  list.reserve(count);
  for (int64_t i = 0; i < count; i++) list.push_back(p[i] ? tensor(p[i]) : at::Tensor());
  return list;
}

c10::IValue take(const Slot& s, const c10::OperatorHandle& op, size_t position) {
  switch (s.tag) {
    case kNone: return c10::IValue();
    case kTensor: return c10::IValue(tensor(s.p));
    case kInt: return c10::IValue(s.i);
    case kDouble: return c10::IValue(s.d);
    case kBool: return c10::IValue(s.i != 0);
    case kComplex: return c10::IValue(c10::complex<double>(s.d, s.e));
    case kInts: {
      auto p = static_cast<const int64_t*>(s.p);
      c10::List<int64_t> list;
      list.reserve(s.count);
      for (int32_t i = 0; i < s.count; i++) list.push_back(p[i]);
      return c10::IValue(std::move(list));
    }
    case kDoubles: {
      auto p = static_cast<const double*>(s.p);
      c10::List<double> list;
      for (int32_t i = 0; i < s.count; i++) list.push_back(p[i]);
      return c10::IValue(std::move(list));
    }
    case kTensors: {
      c10::List<at::Tensor> list;
      list.reserve(s.count);
      for (int32_t i = 0; i < s.count; i++) list.push_back(tensor(static_cast<void**>(s.p)[i]));
      return c10::IValue(std::move(list));
    }
    case kOptionalTensors: {
      c10::impl::GenericList list(c10::OptionalType::create(c10::TensorType::get()));
      for (int32_t i = 0; i < s.count; i++) {
        void* p = static_cast<void**>(s.p)[i];
        list.push_back(p ? c10::IValue(tensor(p)) : c10::IValue());
      }
      return c10::IValue(std::move(list));
    }
    case kString: return c10::IValue(std::string(static_cast<const char*>(s.p), s.count));
    case kDevice: return c10::IValue(c10::Device(static_cast<c10::DeviceType>(s.i), static_cast<c10::DeviceIndex>(s.j)));
    case kGenerator: return c10::IValue(*static_cast<at::Generator*>(s.p));
    case kDefault: {
      const auto& argument = op.schema().arguments().at(position);
      const auto& value = argument.default_value();
      TORCH_CHECK(value.has_value(), op.schema().name(), ": argument '", argument.name(), "' has no default");
      return *value;
    }
    default: TORCH_CHECK(false, "unknown slot tag ", s.tag);
  }
}

void put(c10::IValue&& value, Slot& s) {
  s = Slot{};
  if (value.isTensor()) {
    s.p = give(std::move(value).toTensor());
    s.tag = s.p ? kTensor : kNone;
  } else if (value.isInt()) {
    s.tag = kInt, s.i = value.toInt();
  } else if (value.isDouble()) {
    s.tag = kDouble, s.d = value.toDouble();
  } else if (value.isBool()) {
    s.tag = kBool, s.i = value.toBool();
  } else if (value.isComplexDouble()) {
    auto c = value.toComplexDouble();
    s.tag = kComplex, s.d = c.real(), s.e = c.imag();
  } else if (value.isTensorList()) {
    auto list = value.toTensorVector();
    s.tag = kTensors, s.count = static_cast<int32_t>(list.size());
    auto handles = static_cast<void**>(std::malloc(sizeof(void*) * (list.size() + 1)));
    for (size_t i = 0; i < list.size(); i++) handles[i] = give(std::move(list[i]));
    s.p = handles;
  } else {
    TORCH_CHECK(value.isNone(), "a result of type ", value.tagKind(), " does not fit through the door");
  }
}

c10::DeviceIndex device_count(c10::DeviceType type) {
  return c10::impl::hasDeviceGuardImpl(type) ? c10::impl::VirtualGuardImpl(type).deviceCount() : 0;
}

}  // namespace

DOOR const char* td_version() { return TORCH_VERSION; }

DOOR const char* td_last_error() { return last_error.c_str(); }

DOOR void* td_find(const char* name, const char* overload) {
  return guarded<void*>(nullptr, [&] {
    return new c10::OperatorHandle(c10::Dispatcher::singleton().findSchemaOrThrow(name, overload));
  });
}

// Arguments that are not given take the schema's defaults. Returns the number of results, at most `capacity` (0: drop them).
DOOR int td_call(void* handle, const Slot* arguments, int count, Slot* results, int capacity) {
  return guarded(-1, [&] {
    const auto& op = *static_cast<c10::OperatorHandle*>(handle);
    std::vector<c10::IValue> stack = std::move(spare_stack);
    stack.clear();
    const size_t wanted = op.schema().arguments().size();
    stack.reserve(wanted);
    for (int i = 0; i < count; i++) stack.push_back(take(arguments[i], op, i));
    for (size_t i = count; i < wanted; i++) stack.push_back(take(Slot{kDefault, 0, {0}, {0}}, op, i));
    op.callBoxed(stack);
    int given = 0;
    for (; given < capacity && given < static_cast<int>(stack.size()); given++) put(std::move(stack[given]), results[given]);
    stack.clear();
    spare_stack = std::move(stack);
    return given;
  });
}

DOOR void td_free(void* memory) { std::free(memory); }

// Tensors.

// A tensor over memory of the caller's, which `release(context)` gives back once no tensor needs it.
DOOR void* td_tensor_over(void* data, const int64_t* sizes, int count, int dtype, void (*release)(void*), void* context) {
  return guarded<void*>(nullptr, [&] {
    return give(at::from_blob(data, at::IntArrayRef(sizes, count), [=](void*) { release(context); },
                              at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype))));
  });
}

DOOR void td_tensor_delete(void* t) {
  done([&] { delete static_cast<at::Tensor*>(t); });
}

// A second handle for the same native tensor.
DOOR void* td_tensor_alias(void* t) {
  return guarded<void*>(nullptr, [&] { return new at::Tensor(tensor(t)); });
}

DOOR int td_tensor_info(void* t, Info* info) {
  return done([&] {
    const at::Tensor& x = tensor(t);
    info->dim = x.dim(), info->numel = x.numel(), info->element_size = x.element_size();
    info->storage_offset = x.is_sparse() ? 0 : x.storage_offset();
    info->sizes = x.sizes().data();
    info->dtype = static_cast<int32_t>(x.scalar_type()), info->layout = static_cast<int32_t>(x.layout());
    info->device_type = static_cast<int32_t>(x.device().type()), info->device_index = x.device().index();
  });
}

DOOR int td_tensor_strides(void* t, int64_t* strides) {
  return done([&] {
    auto s = tensor(t).strides();
    std::copy(s.begin(), s.end(), strides);
  });
}

DOOR int td_tensor_data(void* t, void** data) {
  return done([&] { *data = tensor(t).data_ptr(); });
}

// What: 0 requires_grad, 1 is_leaf, 2 is_contiguous, 3 is_conj, 4 is_neg, 5 is_pinned, 6 is_inference, 7 has_names.
DOOR int td_tensor_flag(void* t, int what) {
  return guarded(-1, [&]() -> int {
    const at::Tensor& x = tensor(t);
    switch (what) {
      case 0: return x.requires_grad();
      case 1: return x.is_leaf();
      case 2: return x.is_contiguous();
      case 3: return x.is_conj();
      case 4: return x.is_neg();
      case 5: return x.is_pinned();
      case 6: return x.is_inference();
      case 7: return x.has_names();
      default: TORCH_CHECK(false, "unknown flag ", what);
    }
  });
}

// Autograd.

DOOR int td_set_requires_grad(void* t, int on) {
  return done([&] { tensor(t).set_requires_grad(on != 0); });
}

DOOR int td_retain_grad(void* t) {
  return done([&] { tensor(t).retain_grad(); });
}

DOOR int td_grad_get(void* t, void** gradient) {
  return done([&] { *gradient = give(tensor(t).grad()); });
}

DOOR int td_grad_set(void* t, void* gradient) {
  return done([&] { tensor(t).mutable_grad() = gradient ? tensor(gradient) : at::Tensor(); });
}

// retain < 0: as `create`, which is libtorch's own default.
DOOR int td_backward(void* const* outputs, int count, void* const* gradients, int gradient_count, int retain, int create,
                     void* const* inputs, int input_count) {
  return done([&] {
    torch::autograd::backward(tensors(outputs, count), tensors(gradients, gradient_count), retain < 0 ? create != 0 : retain != 0,
                              create != 0, tensors(inputs, input_count));
  });
}

DOOR int td_grad(void* const* outputs, int count, void* const* inputs, int input_count, void* const* gradients, int gradient_count,
                 int retain, int create, int allow_unused, void** results) {
  return done([&] {
    auto found = torch::autograd::grad(tensors(outputs, count), tensors(inputs, input_count), tensors(gradients, gradient_count),
                                       retain < 0 ? create != 0 : retain != 0, create != 0, allow_unused != 0);
    for (size_t i = 0; i < found.size(); i++) results[i] = give(std::move(found[i]));
  });
}

// Both modes belong to the calling thread. An inference guard must be deleted on the thread that made it.

DOOR int td_grad_mode() { return c10::GradMode::is_enabled(); }

DOOR void td_set_grad_mode(int on) { c10::GradMode::set_enabled(on != 0); }

DOOR int td_inference_mode() { return c10::InferenceMode::is_enabled(); }

DOOR void* td_inference_begin(int on) {
  return guarded<void*>(nullptr, [&] { return new c10::InferenceMode(on != 0); });
}

DOOR void td_inference_end(void* guard) {
  done([&] { delete static_cast<c10::InferenceMode*>(guard); });
}

// Threads, devices, generators.

DOOR int td_threads(int between_operators) { return between_operators ? at::get_num_interop_threads() : at::get_num_threads(); }

DOOR int td_set_threads(int between_operators, int count) {
  return done([&] { between_operators ? at::set_num_interop_threads(count) : at::set_num_threads(count); });
}

DOOR int td_device_count(int type) {
  return guarded(0, [&]() -> int { return device_count(static_cast<c10::DeviceType>(type)); });
}

// Waits for the current stream, the only one that the door ever uses.
DOOR int td_cuda_synchronize(int index) {
  return done([&] {
    TORCH_CHECK(device_count(c10::DeviceType::CUDA) > 0, "No CUDA devices available");
    c10::impl::VirtualGuardImpl cuda(c10::DeviceType::CUDA);
    auto device = index < 0 ? cuda.getDevice() : c10::Device(c10::DeviceType::CUDA, static_cast<c10::DeviceIndex>(index));
    cuda.getStream(device).synchronize();
  });
}

DOOR int td_manual_seed(int64_t seed) {
  return done([&] { at::manual_seed(static_cast<uint64_t>(seed)); });
}

DOOR int td_cuda_manual_seed(int64_t seed) {
  return done([&] {
    for (c10::DeviceIndex i = 0; i < device_count(c10::DeviceType::CUDA); i++) {
      auto generator = at::globalContext().defaultGenerator(c10::Device(c10::DeviceType::CUDA, i));
      std::lock_guard<std::mutex> lock(generator.mutex());
      generator.set_current_seed(static_cast<uint64_t>(seed));
    }
  });
}

DOOR void* td_generator(int is_default, uint64_t seed) {
  return guarded<void*>(nullptr, [&] {
    return is_default ? new at::Generator(at::detail::getDefaultCPUGenerator())
                      : new at::Generator(at::make_generator<at::CPUGeneratorImpl>(seed));
  });
}

DOOR void td_generator_delete(void* g) {
  done([&] { delete static_cast<at::Generator*>(g); });
}

// What: 0 read the seed, 1 set it to `seed`, 2 draw a new one.
DOOR int td_generator_seed(void* g, int what, int64_t* seed) {
  return done([&] {
    auto& generator = *static_cast<at::Generator*>(g);
    std::lock_guard<std::mutex> lock(generator.mutex());
    if (what == 0) *seed = static_cast<int64_t>(generator.current_seed());
    if (what == 1) generator.set_current_seed(static_cast<uint64_t>(*seed));
    if (what == 2) *seed = static_cast<int64_t>(generator.seed());
  });
}

DOOR int td_generator_state(void* g, void* state, void** current) {
  return done([&] {
    auto& generator = *static_cast<at::Generator*>(g);
    std::lock_guard<std::mutex> lock(generator.mutex());
    if (state) generator.set_state(tensor(state));
    if (current) *current = give(generator.get_state());
  });
}
