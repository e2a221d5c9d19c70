package dev.stride.plugins.augmentations;

import java.util.ArrayList;
import java.util.List;

/** Eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations. */
final class Eigen {

    private static final int MOST_SWEEPS = 30;

    private final int size;
    private final double[][] matrix;
    private final double[][] vectors;

    /** An eigenvalue and its eigenvector of length 1. */
    record Pair(double value, double[] vector) {}

    private Eigen(List<List<Double>> rows) {
        size = rows.size();
        matrix = new double[size][size];
        vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            vectors[i][i] = 1;
            for (int j = 0; j < size; j++) {
                matrix[i][j] = rows.get(i).get(j);
            }
        }
    }

    /** As many pairs as rows, in no order. */
    static List<Pair> of(List<List<Double>> rows) {
        var eigen = new Eigen(rows);
        for (int sweep = 0; sweep < MOST_SWEEPS && eigen.offDiagonal() > 0; sweep++) {
            eigen.sweep();
        }
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < eigen.size; i++) {
            double[] vector = new double[eigen.size];
            for (int j = 0; j < eigen.size; j++) {
                vector[j] = eigen.vectors[j][i];
            }
            pairs.add(new Pair(eigen.matrix[i][i], vector));
        }
        return pairs;
    }

    private double offDiagonal() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                sum += matrix[i][j] * matrix[i][j];
            }
        }
        return sum;
    }

    private void sweep() {
        for (int p = 0; p < size; p++) {
            for (int q = p + 1; q < size; q++) {
                if (matrix[p][q] != 0) {
                    rotate(p, q);
                }
            }
        }
    }

    /** Turns the plane of two axes so that their product vanishes. */
    private void rotate(int p, int q) {
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (int i = 0; i < size; i++) {
            double first = matrix[i][p];
            double second = matrix[i][q];
            matrix[i][p] = cosine * first - sine * second;
            matrix[i][q] = sine * first + cosine * second;
        }
        for (int i = 0; i < size; i++) {
            double first = matrix[p][i];
            double second = matrix[q][i];
            matrix[p][i] = cosine * first - sine * second;
            matrix[q][i] = sine * first + cosine * second;
            double third = vectors[i][p];
            double fourth = vectors[i][q];
            vectors[i][p] = cosine * third - sine * fourth;
            vectors[i][q] = sine * third + cosine * fourth;
        }
        matrix[p][q] = 0;
        matrix[q][p] = 0;
    }
}
