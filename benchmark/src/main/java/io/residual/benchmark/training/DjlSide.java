package io.residual.benchmark.training;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import io.residual.model.network.LayerSpec;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * DJL's trainer on PyTorch, in its leanest form: batches are gathered in Java, as ours are, and
 * neither metrics nor listeners run.
 */
final class DjlSide implements TrainingSide {

  @Override
  public String name() {
    return "DJL on PyTorch";
  }

  @Override
  public Run train(TrainingTask task, int epochs) {
    try (Model model = Model.newInstance("autoencoder", "PyTorch")) {
      model.setBlock(block(task));
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.l2Loss("mse", 1))
              .optInitializer(new XavierInitializer(), Parameter.Type.WEIGHT)
              .optOptimizer(
                  Adam.builder()
                      .optLearningRateTracker(Tracker.fixed((float) task.learningRate()))
                      .build());
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(new Shape(task.batchSize(), task.rows().features()));
        long start = System.nanoTime();
        double loss = 0;
        SplittableRandom random = new SplittableRandom(1);
        for (int epoch = 0; epoch < epochs; epoch++) {
          loss = epoch(trainer, task, order(task.rows().rows(), random));
        }
        return new Run((System.nanoTime() - start) / 1e9, loss);
      }
    }
  }

  private static SequentialBlock block(TrainingTask task) {
    SequentialBlock block = new SequentialBlock();
    for (LayerSpec layer : task.network().layers()) {
      block.add(Linear.builder().setUnits(layer.units()).build());
      switch (layer.activation()) {
        case IDENTITY -> {}
        case RELU -> block.add(Activation.reluBlock());
        case LEAKY_RELU -> block.add(Activation.leakyReluBlock(0.01f));
        case ELU -> block.add(Activation.eluBlock(1f));
        case TANH -> block.add(Activation.tanhBlock());
        case SIGMOID -> block.add(Activation.sigmoidBlock());
        case SOFTMAX -> block.add(array -> new NDList(array.singletonOrThrow().softmax(1)));
      }
    }
    return block;
  }

  private static int[] order(int rows, SplittableRandom random) {
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** One pass in full batches; returns the mean loss. */
  private static double epoch(Trainer trainer, TrainingTask task, int[] order) {
    int features = task.rows().features();
    int size = Math.min(task.batchSize(), order.length);
    FloatBuffer buffer = FloatBuffer.allocate(size * features);
    double sum = 0;
    int batches = 0;
    for (int from = 0; from + size <= order.length; from += size) {
      buffer.clear();
      for (int i = from; i < from + size; i++) {
        buffer.put(task.rows().values(), order[i] * features, features);
      }
      buffer.flip();
      try (NDManager manager = trainer.getManager().newSubManager()) {
        NDArray batch = manager.create(buffer, new Shape(size, features));
        try (GradientCollector collector = trainer.newGradientCollector()) {
          NDList output = trainer.forward(new NDList(batch));
          NDArray loss = trainer.getLoss().evaluate(new NDList(batch), output);
          collector.backward(loss);
          sum += loss.getFloat();
          output.close();
          loss.close();
        }
        trainer.step();
      }
      batches++;
    }
    return sum / batches;
  }
}
