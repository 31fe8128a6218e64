package io.residual.trainer.fit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The state of a fit in a file: a magic number, a format number, the fingerprint of what is fitted,
 * the state (big endian), and the CRC-32 of all of it. Written beside the old file and moved into
 * its place, so that there is a whole one at any time. Not thread safe.
 */
final class CheckpointFile implements Checkpoint {

  private static final int MAGIC = 0x52534350;
  private static final int FORMAT = 1;

  private final Path file;
  private final String fingerprint;
  private final int parameters;
  private final int every;

  /**
   * A checkpoint in the given file.
   *
   * @param fingerprint of settings, rows and start: a state is only good for the fit that left it
   * @param start the state before the first epoch, which tells how long arrays may be
   * @param every how many epochs there are from one checkpoint to the next; at least 1
   */
  CheckpointFile(Path file, String fingerprint, NetworkState start, int every) {
    this.file = file;
    this.fingerprint = fingerprint;
    this.parameters = start.weights().length;
    this.every = every;
  }

  @Override
  public boolean isDue(int epoch) {
    return epoch % every == 0;
  }

  @Override
  public Optional<FitState> load() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    CRC32 crc = new CRC32();
    try (DataInputStream in =
        new DataInputStream(
            new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), crc))) {
      if (in.readInt() != MAGIC || in.readInt() != FORMAT) {
        throw damaged("is no checkpoint of format " + FORMAT);
      }
      if (!in.readUTF().equals(fingerprint)) {
        throw new IOException(
            file
                + " is the checkpoint of another fit: the rows, the pipeline file, the seed or the"
                + " bundle to start from differ; give what it was begun with, or another folder, or"
                + " delete the file to begin anew");
      }
      FitState state = read(in);
      long expected = crc.getValue();
      if (in.readLong() != expected) {
        throw damaged("has a wrong check sum");
      }
      return Optional.of(state);
    } catch (EOFException e) {
      throw damaged("ends early");
    } catch (UTFDataFormatException e) {
      throw damaged("has a damaged fingerprint");
    }
  }

  private IOException damaged(String how) {
    return new IOException(file + " " + how + "; delete it to begin the fit anew");
  }

  private FitState read(DataInputStream in) throws IOException {
    int epoch = in.readInt();
    List<Double> training = losses(in, epoch);
    List<Double> validation = losses(in, epoch);
    int bestEpoch = in.readInt();
    double bestBadness = in.readDouble();
    double seconds = in.readDouble();
    NetworkState present = network(in);
    NetworkState best = in.readBoolean() ? network(in) : present;
    if (bestEpoch < 0 || bestEpoch > epoch) {
      throw damaged("has a best epoch " + bestEpoch + " of " + epoch);
    }
    return new FitState(
        epoch, training, validation, bestEpoch, bestBadness, present, best, seconds);
  }

  private static List<Double> losses(DataInputStream in, int count) throws IOException {
    List<Double> losses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      losses.add(in.readDouble());
    }
    return losses;
  }

  private NetworkState network(DataInputStream in) throws IOException {
    int steps = in.readInt();
    return new NetworkState(floats(in), floats(in), steps);
  }

  private float[] floats(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > 2L * parameters) {
      throw damaged("has " + length + " numbers for a network of " + parameters);
    }
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }

  @Override
  public void save(FitState state) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    CRC32 crc = new CRC32();
    try (OutputStream raw = new BufferedOutputStream(Files.newOutputStream(part));
        DataOutputStream out = new DataOutputStream(new CheckedOutputStream(raw, crc))) {
      out.writeInt(MAGIC);
      out.writeInt(FORMAT);
      out.writeUTF(fingerprint);
      write(state, out);
      out.writeLong(crc.getValue());
    }
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(FitState state, DataOutputStream out) throws IOException {
    out.writeInt(state.epoch());
    for (double loss : state.trainingLoss()) {
      out.writeDouble(loss);
    }
    for (double loss : state.validationLoss()) {
      out.writeDouble(loss);
    }
    out.writeInt(state.bestEpoch());
    out.writeDouble(state.bestBadness());
    out.writeDouble(state.seconds());
    write(state.present(), out);
    boolean other = state.bestEpoch() != state.epoch();
    out.writeBoolean(other);
    if (other) {
      write(state.best(), out);
    }
  }

  private static void write(NetworkState network, DataOutputStream out) throws IOException {
    out.writeInt(network.steps());
    write(network.weights(), out);
    write(network.optimizer(), out);
  }

  private static void write(float[] values, DataOutputStream out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }
}
